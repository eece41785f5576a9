#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;
import"./chunks/chunk-SOPWTDGG.js";function n(e){return Number.parseInt(e,10)>=24?null:`error: migration-gate needs Node 24 or newer, and this is Node ${e}
fix:   run it with a newer one: npx -p node@24 -p migration-gate migration-gate check
       or install Node 24 (https://nodejs.org); in GitHub Actions: actions/setup-node with node-version: 24
`}var r=n(process.versions.node);r!==null?(process.stderr.write(r),process.exitCode=2):import("./chunks/main-Y4DP54QD.js").then(({run:e})=>e(process));
