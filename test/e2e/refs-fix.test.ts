import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pullRequest } from '../../scripts/example.mjs';
import { gate } from '../support/gate-command.ts';

let repository: ReturnType<typeof pullRequest>;
beforeAll(() => {
  repository = pullRequest('dropped-object-unreferenced', 'bad');
});
afterAll(() => repository.dispose());

const refs = (...args: readonly string[]) => gate(['refs', ...args], { cwd: repository.folder });
const restore = () => execFileSync('git', ['checkout', '--quiet', '.'], { cwd: repository.folder });

describe('bad input ends with 2 and words', () => {
  test.each([
    [['customers.name', '--fix'], '--fix and --rename-to belong together'],
    [['customers.name', '--rename-to', 'x'], '--fix and --rename-to belong together'],
    [['customers.name', 'customers.id', '--fix', '--rename-to', 'x'], '--fix renames one table or column at a time'],
    [['customers.name', '--fix', '--rename-to', 'a.b'], '--rename-to "a.b" is no plain name'],
    [['customers.name', '--fix', '--rename-to', 'x', '--commit', 'main'], '--fix does not go with --commit'],
    [['customers.name', '--fix', '--rename-to', 'x', '--format', 'json'], '--fix does not go with --format'],
  ])('%j', async (args, words) => {
    const { code, stderr } = await refs(...args, '--no-color');
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toContain(words);
  });
});

test('certain places get the new name, and it says which', async () => {
  const { code, stdout } = await refs('customers.name', '--fix', '--rename-to', 'full_name');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `shop/letters.py:8  name → full_name
shop/letters.py:12  name → full_name

2 edits in 1 file: \`git diff\` shows them, the tests tell whether they do.
`,
  });
  const text = readFileSync(join(repository.folder, 'shop/letters.py'), 'utf8');
  expect(text).toContain('{customer.full_name}');
  expect(text).toContain('WHERE full_name IS NOT NULL');
  restore();
});

test('a file with changes of its own stays as it is', async () => {
  const file = join(repository.folder, 'shop/letters.py');
  appendFileSync(file, '\n# mine\n');
  const before = readFileSync(file, 'utf8');
  const { code, stdout } = await refs('customers.name', '--fix', '--rename-to', 'full_name');
  expect(code).toBe(0);
  expect(stdout).toContain('  shop/letters.py:8  the file has changes that are not committed');
  expect(stdout).toContain('Nothing was written.');
  expect(readFileSync(file, 'utf8')).toBe(before);
  restore();
});
