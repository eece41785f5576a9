import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
var i=t=>`"${t.replaceAll('"','""')}"`,s=t=>`E'${t.replaceAll("\\","\\\\").replaceAll("'","''")}'`;var l="migration_gate_";function a(t,e,n){let r=n.toLowerCase().replaceAll(/[^a-z0-9]+/g,"_");return`${l}${t}_${e}_${r}`.slice(0,63).replace(/_+$/,"")}function o(t){return/^migration_gate_([0-9a-f]{10})_\d+/.exec(t)?.[1]??null}export{i as a,s as b,a as c,o as d};
