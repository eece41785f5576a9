import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
var e=(t,n)=>[...t.length>0?[`Removed what a run that was killed had left: ${o(t)}`]:[],...n.length>0?[`Not all that a killed run had left could be removed: ${o(n)}`]:[]];function o(t){let n=t.length-6;return[...t.slice(0,6),...n>0?[`${n} more`]:[]].join(", ")}export{e as a};
