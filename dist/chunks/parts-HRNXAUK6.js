import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a}from"./chunk-RLCQ6IZQ.js";import"./chunk-TRW2UTRD.js";import"./chunk-J3OAWQQ6.js";import"./chunk-2N5HM6BS.js";import"./chunk-FINDBXUV.js";import"./chunk-FEGWMIMM.js";import"./chunk-5TFVEI3C.js";import"./chunk-X4I6DIRN.js";import"./chunk-C6ZHYRY4.js";import"./chunk-FQWDMOR2.js";import"./chunk-GHMZZ2KZ.js";import"./chunk-6Z62LSZO.js";import"./chunk-SOPWTDGG.js";export{a as parts};
