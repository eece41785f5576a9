import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{e,h as t,k as o}from"./chunk-LSAWV3IQ.js";import{setTimeout as c}from"node:timers/promises";var m=10;async function u(n,s,a){let i=performance.now()+s,r="it was not asked";for(;a()&&performance.now()<i;){try{return await o(await t(n)),null}catch(l){r=e(l)}await c(m)}return r}export{u as a};
