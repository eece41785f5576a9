import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a}from"./chunk-OZYLH77Z.js";import"./chunk-XME2F3FG.js";import"./chunk-YNYMSP7K.js";import"./chunk-FL4IMKXY.js";import"./chunk-RTL55YG6.js";import"./chunk-LKGETKFE.js";import"./chunk-LEF4ZE67.js";import"./chunk-C6ZHYRY4.js";import"./chunk-HSCKLKKO.js";import"./chunk-VMPOIFNR.js";import"./chunk-ZDOMPEJT.js";import"./chunk-6Z62LSZO.js";import"./chunk-SOPWTDGG.js";export{a as check};
