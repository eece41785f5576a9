import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, describe as group, it } from '@jest/globals';
import { describe } from '../../src/domain/describe.ts';
import { diff } from '../../src/domain/diff.ts';
import type { SchemaSnapshot } from '../../src/domain/snapshot.ts';
import { type Scratch, scratchDatabase } from './sqlite-scratch.ts';

const python = join(import.meta.dirname, '../../.cache/python/bin/python');
const fixtures = join(import.meta.dirname, '../fixtures/sqlite');
const folder = join(fixtures, 'rebuilds');

interface Rebuilt extends Scratch {
  readonly before: SchemaSnapshot;
  readonly said: string;
}

group("what Alembic's batch rebuild loses, and nothing else, is different", () => {
  const files = readdirSync(folder);
  const rebuilt = new Map<string, Rebuilt>();

  beforeAll(async () => {
    for (const file of files) {
      const [sql = '', said = ''] = readFileSync(join(folder, file), 'utf8').split('-- says\n');
      const scratch = await scratchDatabase(sql);
      rebuilt.set(file, { ...scratch, before: await scratch.database.snapshot([]), said });
    }
    // One process for all: importing SQLAlchemy takes longer than forty rebuilds.
    const paths = [...rebuilt.values()].map(({ path }) => path);
    const { status, stderr } = spawnSync(python, [join(fixtures, 'rebuild.py'), ...paths], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${python} rebuild.py ended with ${status}: ${stderr}`);
  });

  afterAll(async () => {
    for (const scratch of rebuilt.values()) await scratch[Symbol.asyncDispose]();
  });

  it.each(files)('%s', async (file) => {
    const scratch = rebuilt.get(file);
    if (!scratch) throw new Error(`${file} was not rebuilt`);
    const after = await scratch.database.snapshot([]);
    const sentences = diff(scratch.before, after).map((change) => `-- ${describe(change, 'not restored')}\n`);
    expect(sentences.join('')).toBe(scratch.said);
  });
});
