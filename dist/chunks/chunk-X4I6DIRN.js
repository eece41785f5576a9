import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
var a=["possible","likely","certain"],l=({table:e,column:r})=>r===null?e:`${e}.${r}`;function y(e){return[...Map.groupBy(e,n=>JSON.stringify([n.commit,n.file,n.line,l(n)])).values()].map(n=>n.reduce((t,i)=>o(i.certainty)>o(t.certainty)?i:t))}var o=e=>a.indexOf(e);export{a,l as b,y as c};
