import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a,b}from"./chunk-RJUG2LAK.js";import"./chunk-5LTLXVUI.js";import"./chunk-PYJ33KVS.js";import"./chunk-27FX3GIE.js";import"./chunk-6Z62LSZO.js";import"./chunk-C6ZHYRY4.js";import"./chunk-SOPWTDGG.js";export{b as check,a as doctor};
