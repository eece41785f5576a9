import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import{homedir as t}from"node:os";import{isAbsolute as s,join as o}from"node:path";function c({cache:n},r,i){let e=typeof n=="string";return{folder:e?s(n)?n:o(i,n):a(r),bases:n!==!1,asked:e}}function a(n){let r="migration-gate";return n.XDG_CACHE_HOME?o(n.XDG_CACHE_HOME,r):process.platform==="darwin"?o(t(),"Library/Caches",r):process.getuid?.()===0?o("/var/cache",r):o(t(),".cache",r)}export{c as a};
