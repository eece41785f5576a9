// How many of the references that people found by reading are found, and how many that are found are none. Not part of the tests.
// Usage: npm run score:refs -- --repos DIR [--half development|kept]
// DIR holds clones by their names: DIR/knowledge-repo. The truth lies in bench/truth/*.tsv: repository, commit, name, path, line, label.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { truthSets } from './truth.mjs';

const { values } = parseArgs({ options: { repos: { type: 'string' }, half: { type: 'string' } } });
if (values.repos === undefined) throw new Error('--repos DIR is missing: the folder that holds the clones');
const cli = join(import.meta.dirname, '../dist/cli.js');

const totals = new Map();
for (const set of truthSets(values.half)) {
  const clone = join(values.repos, basename(set.repository));
  if (!existsSync(clone)) {
    console.log(`missing  ${set.repository}: git clone https://github.com/${set.repository} ${clone}`);
    continue;
  }
  score(set, foundIn(clone, set));
}
for (const [row, { hit, found, wanted }] of totals)
  console.log(
    `${row.padEnd(30)} recall ${ratio(hit, wanted)}  precision ${ratio(hit, found)}  (${hit} of ${wanted}, ${found} found)`,
  );

/** `path:line` → certainty. */
function foundIn(clone, { name, commit }) {
  const args = [cli, 'refs', name, '--commit', commit, '--format', 'json'];
  const out = execFileSync(process.execPath, args, {
    cwd: clone,
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Map(JSON.parse(out).references.map(({ file, line, certainty }) => [`${file}:${line}`, certainty]));
}

function score({ half, repository, name, lines }, found) {
  const wanted = [...lines].filter(([, label]) => label === 'reference').map(([place]) => place);
  for (const [level, certainties] of [
    ['certain', ['certain']],
    ['certain + likely', ['certain', 'likely']],
  ]) {
    const told = [...found].filter(([, certainty]) => certainties.includes(certainty)).map(([place]) => place);
    const row = `${half.padEnd(11)} ${level}`;
    const sum = totals.get(row) ?? { hit: 0, found: 0, wanted: 0 };
    const hit = told.filter((place) => wanted.includes(place)).length;
    totals.set(row, { hit: sum.hit + hit, found: sum.found + told.length, wanted: sum.wanted + wanted.length });
    if (level !== 'certain + likely') continue;
    console.log(`${repository} ${name}: ${hit} of ${wanted.length} found`);
    for (const place of wanted.filter((each) => !told.includes(each))) console.log(`  missed  ${place}`);
    for (const place of told.filter((each) => !wanted.includes(each)))
      console.log(`  ${lines.has(place) ? 'wrong' : 'not labelled'}  ${place}`);
  }
}

function ratio(part, whole) {
  return whole === 0 ? '–' : (part / whole).toFixed(3);
}
