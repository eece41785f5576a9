import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, describe as group, it } from '@jest/globals';
import { describe } from '../../src/domain/describe.ts';
import { diff } from '../../src/domain/diff.ts';
import { scratchDatabase } from './sqlite-scratch.ts';

const folder = join(import.meta.dirname, '../fixtures/sqlite/changes');

group('what a change leaves different in the catalog', () => {
  it.each(readdirSync(folder))('%s', async (file) => {
    const [sql = '', said = ''] = readFileSync(join(folder, file), 'utf8').split('-- says\n');
    const [before = '', change = ''] = sql.split('-- change\n');
    await using scratch = await scratchDatabase(before);
    const was = await scratch.database.snapshot([]);
    scratch.run(change);
    const is = await scratch.database.snapshot([]);
    const sentences = diff(was, is).map((each) => `-- ${describe(each, 'not restored')}\n`);
    expect(sentences.join('')).toBe(said);
    expect(sentences).not.toEqual([]);
  });
});
