import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
var s=(e,t)=>new RegExp(`(?<![\\w$])${n(t)}(?![\\w$])`,"i").test(e),n=e=>e.replaceAll(/[\\^$.*+?()[\]{}|]/g,"\\$&");export{s as a,n as b};
