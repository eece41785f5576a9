import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
var a=["possible","likely","certain"],l="public";function y({schema:n,table:t,column:e}){return[...!n||n===l?[]:[n],t,...e===null?[]:[e]].join(".")}function c(n){return[...Map.groupBy(n,e=>JSON.stringify([e.commit,e.file,e.line,y(e)])).values()].map(e=>e.reduce((r,o)=>i(o.certainty)>i(r.certainty)?o:r))}var i=n=>a.indexOf(n);export{a,l as b,y as c,c as d};
