import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a}from"./chunk-AD7RR5YA.js";import"./chunk-4XIIR6BC.js";import"./chunk-4X2HMUCC.js";import"./chunk-OHRK5LTZ.js";import"./chunk-GHMZZ2KZ.js";import"./chunk-C6ZHYRY4.js";import"./chunk-WJUAWBRO.js";import"./chunk-34NYTF4A.js";import"./chunk-ZDOMPEJT.js";import"./chunk-6Z62LSZO.js";import"./chunk-SOPWTDGG.js";export{a as check};
