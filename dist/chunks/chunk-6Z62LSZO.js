import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
var r=class extends Error{name="GateError";code;hint;constructor(o,s,n){super(s,n.cause===void 0?void 0:{cause:n.cause}),this.code=o,this.hint=n.hint}},t=e=>e instanceof Error?e.message:String(e);export{r as a,t as b};
