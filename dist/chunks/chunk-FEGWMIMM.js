import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
var n=[14,15,16,17,18],o=["testcontainers","system","embedded"],e=class extends Error{name="DatabaseLost"};export{n as a,o as b,e as c};
