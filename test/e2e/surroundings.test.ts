import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, describe as group, test } from '@jest/globals';
import { python } from '../../scripts/setup.mjs';
import { type GateRun, gate } from '../support/gate-command.ts';
import { childrenOf, leftovers } from '../support/leftovers.ts';
import { notes, openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

const file = `${versions}/0003_notes.py`;
const propose = (shop: Shop, upgrade: string, imports?: string) =>
  shop.commit('proposal', { [file]: revisionFile('0003', '0002', upgrade, 'pass', imports) });

/** Why a run was no pass. */
const reasonsOf = ({ report }: GateRun): string =>
  [
    ...(report?.unknowns.filter(({ decisive }) => decisive).map(({ what, why }) => `${what}: ${why}`) ?? []),
    report?.error ? `${report.error.code}: ${report.error.message}` : '',
  ].join('\n');

/** Null where a process may have mounts of its own; else why not. */
const noMounts = (() => {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'pipe' });
    return null;
  } catch (thrown) {
    return String(thrown);
  }
})();

test('mounts may be made here, where they must', () => {
  if (process.env.MIGRATION_GATE_REQUIRE_DOCKER === '1') expect(noMounts).toBeNull();
});

(noMounts === null ? group : group.skip)(
  noMounts === null ? 'a full disk' : `a full disk (NOT RUN: ${noMounts})`,
  () => {
    const fill = 'op.execute("CREATE TABLE big AS SELECT repeat(\'x\', 1000) AS x FROM generate_series(1, 200000)")';
    const fillSqlite =
      'op.execute("CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT zeroblob(1000) AS x FROM n")';
    const cases: readonly (readonly [string, string, string, string, RegExp])[] = [
      [
        'Postgres fills it',
        'postgres',
        '200m',
        fill,
        /0003 on Postgres: the upgrade could not be judged: could not extend file .*No space left/s,
      ],
      ['it has no room for Postgres', 'postgres', '16m', fill, /no-postgres: .*No space left on device/s],
      [
        'SQLite fills it',
        'sqlite',
        '2m',
        fillSqlite,
        /0003 on SQLite: the upgrade could not be judged: database or disk is full/,
      ],
      ['it has no room for anything', 'sqlite', '4k', fillSqlite, /No space left|ENOSPC|disk is full/],
    ];
    test.each(cases)('%s', async (_, engine, size, upgrade, reason) => {
      using shop = openShop();
      propose(shop, upgrade);
      const disk = mkdtempSync(join(tmpdir(), 'disk-'));
      const mounts = `mount -t tmpfs -o size=32m none /dev/shm && mount -t tmpfs -o size=${size},mode=1777 none ${disk}`;
      const run = await gate(['check', '--engines', engine, '--postgres', 'embedded', '--postgres-version', '17'], {
        cwd: shop.folder,
        environment: { TMPDIR: disk },
        through: ['unshare', '--mount', 'sh', '-c', `${mounts} && exec "$0" "$@"`],
      });
      rmSync(disk, { recursive: true });
      expect({ verdict: run.report?.verdict, reasons: reasonsOf(run) }).toEqual({
        verdict: 'inconclusive',
        reasons: expect.stringMatching(reason),
      });
      expect(run.report?.error?.code).not.toBe('internal');
    });
  },
);

group('not enough memory', () => {
  test('for the migration itself', async () => {
    using shop = openShop();
    propose(shop, 'bytearray(2_000_000_000)');
    const folder = mkdtempSync(join(tmpdir(), 'limited-'));
    const limited = join(folder, 'python');
    writeFileSync(limited, `#!/bin/sh\nulimit -v 1500000\nexec ${python} "$@"\n`);
    chmodSync(limited, 0o755);
    const run = await gate(['check', '--engines', 'sqlite', '--python', limited], { cwd: shop.folder });
    rmSync(folder, { recursive: true });
    expect(run.report?.verdict).toBe('fail');
    expect(run.report?.findings.map(({ check, line, what }) => `${check} ${line} ${what}`)).toEqual([
      expect.stringMatching(/^upgrade-applies 10 .*MemoryError/s),
    ]);
  });

  test('for a session of Postgres, which is killed for it and takes the server with it', async () => {
    using shop = openShop();
    propose(shop, 'op.execute("SELECT pg_sleep(60)")');
    let struck = false;
    const run = await gate(['check', '--engines', 'postgres', '--postgres', 'embedded', '--postgres-version', '17'], {
      cwd: shop.folder,
      heard: (text, pid) => {
        if (struck || !text.includes('0003')) return;
        struck = true;
        const sleeper = () =>
          childrenOf(pid, 'postgres')
            .flatMap((server) => childrenOf(server, 'postgres'))
            .find((session) =>
              execFileSync('ps', ['-o', 'args=', '-p', `${session}`], { encoding: 'utf8' }).includes('SELECT'),
            );
        const timer = setInterval(() => {
          const session = sleeper();
          if (session === undefined) return;
          clearInterval(timer);
          process.kill(session, 'SIGKILL');
        }, 100);
      },
    });
    expect({ code: run.code, verdict: run.report?.verdict, findings: run.report?.findings }).toEqual({
      code: 1,
      verdict: 'inconclusive',
      findings: [],
    });
    expect(reasonsOf(run)).toMatch(/0003 on Postgres: the upgrade could not be judged: /);
    expect(leftovers(run)).toEqual([]);
  });
});

test('a clock that jumps: durations stay true', async () => {
  using shop = openShop();
  shop.commit('proposal', { [file]: notes });
  const folder = mkdtempSync(join(tmpdir(), 'clock-'));
  const preload = join(folder, 'jumps.mjs');
  writeFileSync(
    preload,
    'const now = Date.now; let calls = 0; Date.now = () => now() + ((calls += 1) % 2 === 0 ? -1 : 1) * calls * 86_400_000;\n',
  );
  mkdirSync(join(folder, 'site'));
  writeFileSync(
    join(folder, 'site/sitecustomize.py'),
    'import time\n_t = time.time\n_n = [0]\ndef jump():\n    _n[0] += 1\n    return _t() + (-1) ** _n[0] * _n[0] * 86400\ntime.time = jump\n',
  );
  const run = await gate(['check', '--engines', 'sqlite'], {
    cwd: shop.folder,
    environment: { NODE_OPTIONS: `--import=${preload}`, PYTHONPATH: join(folder, 'site') },
  });
  rmSync(folder, { recursive: true });
  expect(run.report?.verdict).toBe('pass');
  const steps = run.report?.walks.flatMap((walk) => walk.steps) ?? [];
  const durations = [...steps, ...steps.flatMap(({ statements }) => statements)].map(({ durationMs }) => durationMs);
  expect(durations.length).toBeGreaterThan(6);
  for (const duration of [...durations, run.report?.durationMs ?? -1]) {
    expect(duration).toBeGreaterThanOrEqual(0);
    expect(duration).toBeLessThan(120_000);
  }
});
