import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a}from"./chunk-4EPLRZ5N.js";import"./chunk-XKUZTX3D.js";import"./chunk-QZL3E4MG.js";import"./chunk-GUABZM66.js";import"./chunk-4ZFMTKRO.js";import"./chunk-YTMDHXDJ.js";import"./chunk-OILAHR4U.js";import"./chunk-6Z62LSZO.js";import"./chunk-SOPWTDGG.js";export{a as refs};
