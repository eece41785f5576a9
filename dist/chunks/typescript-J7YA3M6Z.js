import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a}from"./chunk-LWMTNX3V.js";import"./chunk-SOPWTDGG.js";var export_ts=a.default;export{export_ts as ts};
