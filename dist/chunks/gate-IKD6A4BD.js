import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a}from"./chunk-NAHYJXZP.js";import"./chunk-JU5GFFTK.js";import"./chunk-QSWKMDMY.js";import"./chunk-OHRK5LTZ.js";import"./chunk-C6ZHYRY4.js";import"./chunk-QQE2BP2P.js";import"./chunk-34NYTF4A.js";import"./chunk-ZDOMPEJT.js";import"./chunk-6Z62LSZO.js";import"./chunk-SOPWTDGG.js";export{a as check};
