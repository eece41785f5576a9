import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
function s(r){return r.toWellFormed().replace(/\r\n/g,`
`).replace(u,f)}var u=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/g,f=r=>`<U+${r.charCodeAt(0).toString(16).toUpperCase().padStart(4,"0")}>`;function c(r){let n=t=>typeof t=="string"?s(t):Array.isArray(t)?t.map(n):typeof t!="object"||t===null?t:Object.fromEntries(Object.entries(t).map(([e,o])=>[e,n(o)]));return n(r)}function i(r){return r.replace(a,"$1: :").replace(/#(?=#\w*\[)/g,"# ")}var a=/^((?:\s|\u001b\[[\d;]*m)*)::/gm;export{s as a,c as b,i as c};
