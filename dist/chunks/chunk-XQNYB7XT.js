import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
function e(n){return Number.parseInt(n,10)>=24?null:`error: migration-gate needs Node 24 or newer, and this is Node ${n}
fix:   run it with a newer one: npx -p node@24 -p migration-gate migration-gate check
       or install Node 24 (https://nodejs.org); in GitHub Actions: actions/setup-node with node-version: 24
`}export{e as a};
