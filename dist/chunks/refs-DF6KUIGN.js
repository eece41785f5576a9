import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a}from"./chunk-YLD7X2AI.js";import"./chunk-7C4LWRJI.js";import"./chunk-DHKBHGNI.js";import"./chunk-KYE5E34I.js";import"./chunk-YTMDHXDJ.js";import"./chunk-CVIHCGYH.js";import"./chunk-GUABZM66.js";import"./chunk-OILAHR4U.js";import"./chunk-6Z62LSZO.js";import"./chunk-SOPWTDGG.js";export{a as refs};
