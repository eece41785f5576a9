// How long `refs` takes to find ten names in a repository, beside what looks at the same files. Writes bench/REFS.md.
// Usage: npm run bench:refs -- [--sizes 1000,5000,20000] [--rounds N] [--output FILE]
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { processor } from './machine.mjs';
import { installPyright } from './pyright.mjs';
import { absent, asked, makeSources } from './refs-sources.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,5000,20000' },
    rounds: { type: 'string', default: '3' },
    output: { type: 'string', default: join(import.meta.dirname, 'REFS.md') },
  },
});
const cli = join(import.meta.dirname, '../dist/cli.js');
const peak = join(import.meta.dirname, 'peak-memory.mjs');
const load = join(import.meta.dirname, 'refs-project-load.mjs');

const pyright = installPyright();
const rows = values.sizes.split(',').map((size) => measured(Number(size), Number(values.rounds)));
const text = page(rows);
writeFileSync(values.output, text);
console.log(text);

/** Medians of one size in milliseconds, and the most memory in bytes. */
function measured(size, rounds) {
  const { folder, dispose } = makeSources(size);
  try {
    const times = {};
    const add = (what, run) => {
      const started = performance.now();
      const result = run();
      times[what] = [...(times[what] ?? []), performance.now() - started];
      return result;
    };
    let found = 0;
    for (let round = 0; round < rounds; round += 1) {
      found = JSON.parse(add('refs', () => refs(folder, asked))).references.length;
      add('absent', () => refs(folder, absent));
      add('grep', () => grep(folder));
      if (round === 0)
        add('project', () => execFileSync(process.execPath, [load, join(folder, 'web')], { stdio: 'ignore' }));
      // It ends with 1 for what it finds wrong.
      if (round === 0 && pyright.cli)
        add('pyright', () => spawnSync(process.execPath, [pyright.cli, join(folder, 'app')], { stdio: 'ignore' }));
      console.error(`${size} files, round ${round + 1}: ${Math.round(times.refs.at(-1))} ms, ${found} references`);
    }
    const memory = peakOf(folder);
    return {
      size,
      found,
      memory,
      ...Object.fromEntries(Object.entries(times).map(([what, all]) => [what, median(all)])),
    };
  } finally {
    dispose();
  }
}

function refs(folder, names, more = {}) {
  const args = [...(more.node ?? []), cli, 'refs', ...names, '--format', 'json'];
  const env = { ...process.env, ...more.env };
  return execFileSync(process.execPath, args, {
    cwd: folder,
    env,
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

function grep(folder) {
  return execFileSync('git', ['grep', '-lwIF', ...asked.flatMap((name) => ['-e', name.split('.')[1]])], {
    cwd: folder,
  });
}

function peakOf(folder) {
  const file = join(tmpdir(), `refs-peak-${process.pid}`);
  refs(folder, asked, { node: ['--import', peak], env: { BENCH_PEAK: file } });
  const bytes = Number(readFileSync(file, 'utf8'));
  rmSync(file);
  return bytes;
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function page(all) {
  const seconds = (milliseconds) => (milliseconds === undefined ? '–' : `${(milliseconds / 1000).toFixed(2)} s`);
  const line = (row, index) => {
    const before = all[index - 1] ?? { refs: row.absent, found: 0 };
    const more = (row.refs - before.refs) / (row.found - before.found);
    const cells = [
      row.size.toLocaleString('en'),
      row.found.toLocaleString('en'),
      seconds(row.refs),
      `${more.toFixed(1)} ms`,
      `${Math.round(row.memory / 1e6)} MB`,
      ...[row.absent, row.grep, row.project, row.pyright].map(seconds),
    ];
    return `| ${cells.join(' | ')} |`;
  };
  return `# How long finding references takes

\`migration-gate refs\` for ten columns in a generated repository, half Python, half TypeScript; the whole command from start to end, with nothing kept but what Node compiled of it.
Beside it on the same machine in the same run: \`git grep -w\` for the ten words, a ts-morph project with all files of the front end
loaded and bound and nothing asked of it, and pyright ${pyright.version} over the back end. Medians; written by \`npm run bench:refs\`.

A further reference is what the row takes longer than the one above it (the first: than finding none), for each reference more.

${processor()}; load ${loadavg()[0].toFixed(1)} at the end: above the number of cores, other work took its part of the times
${pyright.cli ? '' : `\nNo pyright: ${pyright.why}\n`}
| files | references | refs | a further reference | memory | refs, no name occurs | git grep | ts-morph load | pyright |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${all.map(line).join('\n')}
`;
}
