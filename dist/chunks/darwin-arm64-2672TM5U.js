import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{a as s,b as t}from"./chunk-CSWFZ6YQ.js";import{a as e,b as i}from"./chunk-SOPWTDGG.js";var q=i((u,r)=>{r.exports=t()(()=>e("./darwin-arm64-SH2BQE6C.node"),!1);r.exports.SqliteError=s()});export default q();
