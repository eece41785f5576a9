import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
var n=["possible","likely","certain"],r=({table:e,column:t})=>t===null?e:`${e}.${t}`;export{n as a,r as b};
