import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { GateError } from '../../../src/domain/error.ts';
import { folderWith } from '../config/folder.ts';
import { evidence, finding } from '../reporters/evidence.ts';
import { command, gateThat, passed } from './world.ts';

const report = async (folder: string, file = 'r.json') => JSON.parse(await readFile(join(folder, file), 'utf8'));

test('without a format the terminal report is on stdout', async () => {
  await using folder = await folderWith({});
  const { code, stdout, stderr } = await command(folder.path, []);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^PASS {2}1 revision walked/m);
});

test('--format json alone: nothing but JSON on stdout, the terminal report on stderr', async () => {
  await using folder = await folderWith({});
  const { stdout, stderr } = await command(folder.path, ['--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, verdict: 'pass' });
  expect(stderr).toMatch(/^PASS/m);
});

test.each([['--format json --output r.json'], ['--format json:r.json'], ['--format terminal --format json:r.json']])(
  '%s: JSON in the file, the terminal report on stdout',
  async (line) => {
    await using folder = await folderWith({ 'r.json': 'an older one' });
    const { stdout, stderr } = await command(folder.path, line.split(' '));
    expect(await report(folder.path)).toMatchObject({ verdict: 'pass' });
    expect(stdout).toMatch(/^PASS/m);
    expect(stderr).toBe('');
  },
);

test('--format terminal:FILE writes the terminal report to a file as well', async () => {
  await using folder = await folderWith({});
  const { stdout } = await command(folder.path, ['--format', 'terminal:r.txt']);
  expect(await readFile(join(folder.path, 'r.txt'), 'utf8')).toBe(stdout);
});

test('exit 1: a failing run', async () => {
  await using folder = await folderWith({});
  const verdict = { kind: 'fail', findings: [finding()], error: null } as const;
  const { code } = await command(
    folder.path,
    ['--format', 'json:r.json'],
    gateThat(async () => ({ ...passed, verdict })),
  );
  expect(code).toBe(1);
  expect(await report(folder.path)).toMatchObject({
    verdict: 'fail',
    findings: [{ check: 'downgrade-restores-schema' }],
  });
});

test('exit 2: the report is written with the error, and what was gathered', async () => {
  await using folder = await folderWith({});
  const error = new GateError('no-postgres', 'Docker is not there', { hint: 'Start it.' });
  const gate = gateThat(async () => ({
    verdict: { kind: 'inconclusive', findings: [], error },
    evidence: evidence(),
    kept: [],
  }));
  const { code, stdout } = await command(folder.path, ['--format', 'json:r.json'], gate);
  expect(code).toBe(2);
  expect(stdout).toContain(
    'error  no-postgres  the gate could not run\n  what  Docker is not there\n  fix   Start it.',
  );
  expect(await report(folder.path)).toMatchObject({
    verdict: 'inconclusive',
    error: { code: 'no-postgres' },
    walks: [{}, {}],
  });
});

test('exit 2: a bad configuration is in the report too', async () => {
  await using folder = await folderWith({ 'migration-gate.yml': 'nonsense: 1' });
  const { code } = await command(folder.path, ['--format', 'json:r.json']);
  expect(code).toBe(2);
  expect(await report(folder.path)).toMatchObject({
    error: { code: 'bad-config', message: expect.stringContaining('migration-gate.yml:1  nonsense') },
  });
});

test('exit 2: a wrong flag is in the report too, wherever it stands', async () => {
  await using folder = await folderWith({});
  expect(await command(folder.path, ['--bsae', '--format', 'json:r.json'])).toMatchObject({ code: 2, stdout: '' });
  expect(await report(folder.path)).toMatchObject({ error: { code: 'bad-usage', message: "unknown option '--bsae'" } });
});

test('exit 70: our own bug shows its stack and the versions, and the report is written', async () => {
  await using folder = await folderWith({});
  const gate = gateThat(() => Promise.reject(new TypeError('x is not a function\n::error::forged')));
  const { code, stderr } = await command(folder.path, ['--format', 'json:r.json'], gate);
  expect(code).toBe(70);
  expect(stderr).toMatch(/TypeError: x is not a function\n: :error::forged\n\s+at .*report\.test/);
  expect(stderr).toMatch(/^migration-gate \d+\.\d+\.\d+, Node 24\./m);
  expect(await report(folder.path)).toMatchObject({ verdict: 'inconclusive', error: { code: 'internal' } });
});

test.each([['missing/r.json'], ['.']])('--output %s: exit 2 before the gate is asked, naming it', async (file) => {
  await using folder = await folderWith({});
  const gate = gateThat(() => Promise.reject(new Error('the gate must not be asked')));
  const { code, stdout, stderr } = await command(folder.path, ['--format', 'json', '--output', file], gate);
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(stdout).toContain(`the report cannot be written to ${file}:`);
});

test('what --keep left is told', async () => {
  await using folder = await folderWith({});
  const { stderr } = await command(
    folder.path,
    ['--keep'],
    gateThat(async () => ({ ...passed, kept: ['psql -h 127.0.0.1 x'] })),
  );
  expect(stderr).toBe('Kept, as --keep asked:\n  psql -h 127.0.0.1 x\n');
});
