import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a}from"./chunk-DGDCU3TZ.js";import"./chunk-2V3VFHVG.js";import"./chunk-6O4EPMLQ.js";import"./chunk-GUABZM66.js";import"./chunk-I4ZXBBOQ.js";import"./chunk-YTMDHXDJ.js";import"./chunk-OILAHR4U.js";import"./chunk-6Z62LSZO.js";import"./chunk-SOPWTDGG.js";export{a as refs};
