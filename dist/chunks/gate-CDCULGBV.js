import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a}from"./chunk-3AGZY3VJ.js";import"./chunk-Z7MORKEZ.js";import"./chunk-YNYMSP7K.js";import"./chunk-GHMZZ2KZ.js";import"./chunk-RTL55YG6.js";import"./chunk-LKGETKFE.js";import"./chunk-LEF4ZE67.js";import"./chunk-C6ZHYRY4.js";import"./chunk-HSCKLKKO.js";import"./chunk-VMPOIFNR.js";import"./chunk-ZDOMPEJT.js";import"./chunk-6Z62LSZO.js";import"./chunk-SOPWTDGG.js";export{a as check};
