import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pullRequest } from '../../scripts/example.mjs';
import type { Report } from '../../src/reporters/report.ts';
import { gate } from '../support/gate-command.ts';

let repository: ReturnType<typeof pullRequest>;
beforeAll(() => {
  repository = pullRequest('dropped-object-unreferenced', 'bad');
});
afterAll(() => repository.dispose());

test('findings that are meant to stand are told, and the run passes', async () => {
  const letters = join(repository.folder, 'shop/letters.py');
  const lines = readFileSync(letters, 'utf8').split('\n');
  for (const line of [8, 12])
    lines[line - 1] += '  # migration-gate: ignore[dropped-object-unreferenced] goes with #812';
  writeFileSync(letters, lines.join('\n'));
  const suppressions = `suppressions:\n  - { check: running-code-survives, file: shop, reason: all is stopped first }\n`;
  writeFileSync(join(repository.folder, 'migration-gate.yml'), suppressions);

  const file = join(repository.folder, '.git/report.json');
  const { code, stdout } = await gate(['check', '--engines', 'sqlite', '--no-color', '--format', `json:${file}`], {
    cwd: repository.folder,
  });
  expect(code).toBe(0);
  expect(stdout).toContain('PASS  3 suppressed; 1 revision walked on SQLite');
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'Suppressed: error dropped-object-unreferenced of revision 0003, for "goes with #812" (shop/letters.py:8)',
  );
  const { findings } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  expect(findings.map(({ check, suppressed }) => `${check}: ${suppressed?.reason} (${suppressed?.file})`)).toEqual([
    'dropped-object-unreferenced: goes with #812 (shop/letters.py)',
    'dropped-object-unreferenced: goes with #812 (shop/letters.py)',
    'running-code-survives: all is stopped first (migration-gate.yml)',
  ]);
});
