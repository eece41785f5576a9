import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a}from"./chunk-Q2EMEDCJ.js";import"./chunk-QSWKMDMY.js";import"./chunk-TGRFAOPO.js";import"./chunk-MJMQ6AQN.js";import"./chunk-5BXYSISB.js";import"./chunk-C6ZHYRY4.js";import"./chunk-62VVLUU7.js";import"./chunk-34NYTF4A.js";import"./chunk-6Z62LSZO.js";import"./chunk-SOPWTDGG.js";export{a as check};
