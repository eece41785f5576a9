import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { whyNoDocker } from '../support/containers.ts';
import { type GateRun, gate, ownNotes } from '../support/gate-command.ts';
import { notes, openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'gate-cache-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

function proposal(): Shop {
  const shop = openShop();
  shop.commit('notes', { [`${versions}/0003_notes.py`]: notes });
  return shop;
}

const check = (shop: Shop, ...args: readonly string[]): Promise<GateRun> =>
  gate(['check', '--engines', 'sqlite', '--cache', cache, ...args], { cwd: shop.folder });

/** Whether the base was built, as a person who watches sees it. */
const built = ({ stderr }: GateRun): boolean => / base 0/.test(stderr);

/** All of a report that must not depend on whether the base was built. */
function told({ report }: GateRun): unknown {
  if (!report) throw new Error('no report was written');
  const { verdict, error, plan, findings, unknowns } = report;
  const walks = report.walks.map(({ steps, ...walk }) => ({
    ...walk,
    steps: steps.map(({ durationMs, statements, ...step }) => ({
      ...step,
      statements: statements.map((statement) => ({ ...statement, durationMs: 0 })),
    })),
  }));
  return { verdict, error, plan, findings, unknowns, notes: ownNotes(report), walks };
}

const entries = () => readdirSync(join(cache, 'bases')).map((name) => join(cache, 'bases', name));
const noted = ({ report }: GateRun) => (report ? ownNotes(report) : []).map(({ what }) => what).join('\n');

describe('on SQLite', () => {
  test('what one run built the next one restores, and says the same', async () => {
    using shop = proposal();
    const cold = await check(shop);
    const warm = await check(shop);
    expect([built(cold), built(warm)]).toEqual([true, false]);
    expect(told(warm)).toEqual(told(cold));
    expect(warm.report?.verdict).toBe('pass');
  });

  test('another new revision and other models start from the same base; --no-cache does not', async () => {
    using shop = proposal();
    await check(shop);
    shop.commit('tags', {
      [`${versions}/0003_notes.py`]: null,
      [`${versions}/0003_tags.py`]: revisionFile(
        '0003',
        '0002',
        'op.execute("CREATE TABLE tags (id INTEGER)")',
        'op.drop_table("tags")',
      ),
      'shop/models.py': `${readFileSync(join(shop.folder, 'shop/models.py'), 'utf8')}\nanswer = 42\n`,
    });
    expect(built(await check(shop))).toBe(false);
    const without = await gate(['check', '--engines', 'sqlite', '--no-cache'], { cwd: shop.folder });
    expect(built(without)).toBe(true);
  });

  const others: readonly (readonly [string, (shop: Shop) => void])[] = [
    ['env.py', (shop) => appended(shop, 'migrations/env.py', '\nanswer = 42\n')],
    ['requirements', (shop) => appended(shop, 'requirements.txt', '\n# pinned\n')],
    ['a variable', (shop) => shop.write({ 'migration-gate.yml': 'projects: [{ env: { A: b } }]\n' })],
    [
      'naming conventions',
      (shop) =>
        appended(shop, 'shop/models.py', '\nBase.metadata.naming_convention = {"ck": "ck_%(constraint_name)s"}\n'),
    ],
  ];
  test(`it is built anew where these are others: ${others.map(([name]) => name).join(', ')}`, async () => {
    using shop = proposal();
    await check(shop);
    for (const [name, change] of others) {
      change(shop);
      const run = await check(shop);
      expect([name, built(run), run.report?.verdict]).toEqual([name, true, 'pass']);
    }
    expect(built(await check(shop))).toBe(false);
  });

  test('it is built anew where a file is another that a revision only finds when it runs', async () => {
    using shop = openShop();
    shop.git('switch', '--quiet', 'main');
    const reads = 'import pathlib\nlist(p.read_text() for p in pathlib.Path("seeds").iterdir())';
    shop.commit('seeds', {
      'seeds/one.txt': 'one\n',
      [`${versions}/0003_seeds.py`]: revisionFile('0003', '0002', reads),
    });
    shop.git('switch', '--quiet', 'proposal');
    shop.git('merge', '--quiet', 'main');
    shop.commit('notes', {
      [`${versions}/0004_notes.py`]: notes.replaceAll('0003', '0004').replace('"0002"', '"0003"'),
    });
    await check(shop);
    shop.write({ 'seeds/one.txt': 'two\n' });
    expect(built(await check(shop))).toBe(true);
  });

  test('damaged bytes are not believed, and that is said', async () => {
    using shop = proposal();
    await check(shop);
    for (const name of ['base.db', 'record.json']) {
      const file = join(entries()[0] ?? '', name);
      const bytes = readFileSync(file);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      const run = await check(shop);
      expect([name, built(run), run.report?.verdict]).toEqual([name, true, 'pass']);
      expect(noted(run)).toContain('the base that was kept is not believed, and was built anew');
    }
    expect(built(await check(shop))).toBe(false);
  });

  test('a cache folder that cannot be made is a note, not an error', async () => {
    using shop = proposal();
    writeFileSync(join(cache, 'bases'), 'a file in its place');
    const run = await check(shop);
    expect(run).toMatchObject({ code: 0, report: { verdict: 'pass', error: null } });
    expect(noted(run)).toContain('the base could not be kept in the cache folder');
  });

  test('nothing of a variable’s value is in the cache', async () => {
    using shop = proposal();
    shop.write({ 'migration-gate.yml': 'projects: [{ env: { TOKEN: plainly-a-secret } }]\n' });
    await check(shop);
    const texts = entries().flatMap((entry) =>
      readdirSync(entry).map((name) => name + readFileSync(join(entry, name), 'latin1')),
    );
    expect(texts).not.toEqual([]);
    expect(`${entries()}${texts}`).not.toContain('plainly-a-secret');
  });

  test('two runs at once', async () => {
    using shop = proposal();
    const runs = await Promise.all([check(shop), check(shop)]);
    expect(runs.map(({ report }) => report?.verdict)).toEqual(['pass', 'pass']);
    expect(runs.map(noted)).toEqual(['', '']);
    expect(built(await check(shop))).toBe(false);
    expect(entries()).toHaveLength(1);
  });
});

const restoredOn = (provider: string) => async () => {
  using shop = proposal();
  const args = ['check', '--engines', 'postgres', '--postgres', provider, '--cache', cache];
  const cold = await gate(args, { cwd: shop.folder });
  const warm = await gate(args, { cwd: shop.folder });
  expect([built(cold), built(warm)]).toEqual([true, false]);
  expect(told(warm)).toEqual(told(cold));
  expect(warm.report?.verdict).toBe('pass');
};

test('on an embedded Postgres, rows and all', restoredOn('embedded'));

const noDocker = await whyNoDocker();
(noDocker === null ? test : test.skip)(
  noDocker === null ? 'on a Postgres in a container' : `NOT RUN, for want of Docker or of its images: ${noDocker}`,
  restoredOn('testcontainers'),
);

const appended = (shop: Shop, file: string, text: string): void =>
  shop.write({ [file]: readFileSync(join(shop.folder, file), 'utf8') + text });
