import { expect, test } from '@jest/globals';
import packageJson from '../../../package.json' with { type: 'json' };
import { plain } from '../../../src/cli/explain.ts';
import { styleFor } from '../../../src/reporters/terminal/style.ts';
import { folderWith } from '../config/folder.ts';
import { command } from './world.ts';

async function said(...args: readonly string[]) {
  await using folder = await folderWith({});
  return await command(folder.path, args);
}

test('--version', async () => {
  expect(await said('--version')).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
});

test('--help shows the commands and examples', async () => {
  const { code, stdout, stderr } = await said('--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const word of [
    'check [options]',
    'plan [options]',
    'merge [options]',
    'doctor [options]',
    'explain [check]',
    'Examples:',
    'Exit codes:',
  ])
    expect(stdout).toContain(word);
});

test('check --help shows its options', async () => {
  const { code, stdout } = await said('check', '--help');
  expect(code).toBe(0);
  expect(stdout).toContain('--postgres-version <major>');
});

test('explain lists all checks', async () => {
  expect(await said('explain')).toEqual({ code: 0, stdout: 'single-head  error    a second head\n', stderr: '' });
});

test('explain shows the page of a check', async () => {
  const { code, stdout } = await said('explain', 'single-head');
  expect(code).toBe(0);
  expect(stdout).toContain('single-head');
});

test('a page is shown plainly', () => {
  const page =
    '# single-head\n\n**One** head, see [the guide](https://x.y/z).\n\n```python\n# not a heading\n```\n\n| a | b |\n';
  expect(plain(page, styleFor({ width: 40, colour: false }))).toBe(
    'single-head\n\nOne head, see the guide (https://x.y/z).\n\n    # not a heading\n\n| a | b |',
  );
});
