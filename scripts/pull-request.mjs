// Puts a pull request of an example into a folder, for CI and for looking at. Usage: node scripts/pull-request.mjs EXAMPLE bad|good FOLDER
import { cpSync } from 'node:fs';
import { pullRequest } from './example.mjs';

const [name, variant, folder] = process.argv.slice(2);
if (!name || !folder || (variant !== 'bad' && variant !== 'good'))
  throw new Error('usage: node scripts/pull-request.mjs EXAMPLE bad|good FOLDER');
const made = pullRequest(name, variant);
cpSync(made.folder, folder, { recursive: true });
made.dispose();
