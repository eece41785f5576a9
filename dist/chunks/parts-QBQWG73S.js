import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a}from"./chunk-7EYFBLL7.js";import"./chunk-TRW2UTRD.js";import"./chunk-RQRERKK4.js";import"./chunk-FL4IMKXY.js";import"./chunk-RTL55YG6.js";import"./chunk-ZDOMPEJT.js";import"./chunk-5TFVEI3C.js";import"./chunk-C6ZHYRY4.js";import"./chunk-FINDBXUV.js";import"./chunk-6Z62LSZO.js";import"./chunk-SOPWTDGG.js";export{a as parts};
