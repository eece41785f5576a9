import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
var e={plan:{base:null,head:null,projects:[],shard:null},walks:[],rollbacks:[],squashes:[],references:[],unknowns:[],notes:[]};export{e as a};
