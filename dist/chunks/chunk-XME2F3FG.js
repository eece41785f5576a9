import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a as e}from"./chunk-6Z62LSZO.js";var n=class extends e{refusal;failure;constructor(r,{refusal:o,failure:t,hint:a}){super("refused-connection",r,{hint:a}),this.refusal=o,this.failure=t}};export{n as a};
