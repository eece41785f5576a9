import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exampleNames, examples, pullRequest } from '../../scripts/example.mjs';
import type { Report } from '../../src/reporters/report.ts';
import { type ScratchPostgres, startPostgres } from '../integration/support/scratch-postgres.ts';
import { type ActionRun, runAction } from '../support/action.ts';
import { gate } from '../support/gate-command.ts';
import { type FakeGitHub, startGitHub } from '../support/github/server.ts';
import { type Hosted, host } from '../support/pull-request.ts';
import { fileFormats, rendered, stored } from '../support/rendered.ts';

/** One server for all of them. */
let server: ScratchPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

interface Expected {
  /** `--all`: the whole history is walked, as on a workflow_dispatch. */
  readonly args?: readonly string[];
  readonly bad: object;
  readonly good: object;
}

/** What of a report an example fixes: everything a user acts on, nothing that depends on the machine. */
const said = (code: number | null, report: Report | null) => ({
  exit: code,
  verdict: report?.verdict,
  ...(report?.error && { error: report.error }),
  findings: report?.findings.map(({ check, severity, revision, engines, file, line, what }) => ({
    check,
    severity,
    revision,
    engines,
    at: file === null ? null : `${file}:${line}`,
    what,
  })),
});

/** What a reviewer sees of it on the pull request. */
function shown({ checkRuns, comments }: FakeGitHub): string {
  const [run] = checkRuns;
  const annotations = run?.annotations.map(
    ({ path, start_line, annotation_level, title }) => `${annotation_level} ${path}:${start_line} ${title}`,
  );
  return [
    `${run?.conclusion}: ${run?.output.title}`,
    ...(annotations ?? []),
    run?.output.summary ?? '',
    ...comments.map(({ body }) => body),
  ]
    .map(anywhere)
    .join('\n\n');
}

/** Without what differs from run to run and from machine to machine: SQLAlchemy's own queries, what is said of runs that other tests killed. */
const anywhere = (text: string): string =>
  text
    .replace(/\b[0-9a-f]{40}\b/g, '<commit>')
    .replace(/\b[0-9a-f]{12}\b/g, '<short>')
    .replace(/\b\d+(\.\d+)? (ms|s)\b/g, '<time>')
    .replace(/\b(Postgres|SQLite) [\d.]+ \([^)]*\)/g, '$1 <version>')
    .replace(/(<summary>SQL of .*<\/summary>)[\s\S]*?(?=<\/details>)/g, '$1')
    .replace(
      /\n\n<details><summary>Notes \(\d\)<\/summary>\n\n(?:- (?:Removed what a run|Not all that a killed run).*\n)+\n<\/details>/g,
      '',
    );

/** What the Action writes itself, and what the command makes of its report. */
const own = ['sarif', 'junit'];
const others = fileFormats.filter((format) => !own.includes(format));

/** Walks once, as a pull request's check does, and writes every format into a folder. */
async function onGitHub(hosted: Hosted, github: FakeGitHub, args: readonly string[], out: string): Promise<ActionRun> {
  const isWhole = args.includes('--all');
  const workspace = hosted.checkout(isWhole ? { what: hosted.head } : {});
  const report = join(out, 'json');
  const run = await runAction({
    workspace,
    github: github.url,
    inputs: {
      postgres: `postgresql://${server.user}:${server.password}@127.0.0.1:${server.port}/postgres`,
      report,
      ...Object.fromEntries(own.map((format) => [format, join(out, format)])),
    },
    event: isWhole
      ? { name: 'workflow_dispatch', payload: {}, sha: hosted.head }
      : { name: 'pull_request', payload: hosted.payload, sha: hosted.merge },
  });
  const formats = others.flatMap((format) => ['--format', `${format}:${join(out, format)}`]);
  const merged = await gate(['merge', report, ...formats], { cwd: workspace });
  expect(merged.code).toBe(run.main.code);
  return run;
}

describe.each(exampleNames())('%s', (name) => {
  const expected = JSON.parse(readFileSync(join(examples, name, 'expected.json'), 'utf8')) as Expected;

  test.each(['bad', 'good'] as const)('%s, as a pull request', async (variant) => {
    const { folder, dispose } = pullRequest(name, variant);
    using hosted = host(folder);
    dispose();
    await using github = await startGitHub({ repository: hosted.origin });
    const out = mkdtempSync(join(tmpdir(), 'rendered-'));
    try {
      const { main, report } = await onGitHub(hosted, github, expected.args ?? [], out);
      expect(said(main.code, report)).toEqual(expected[variant]);
      expect(github.checkRuns).toEqual([expect.objectContaining({ head_sha: hosted.head, status: 'completed' })]);
      expect(github.problems).toEqual([]);
      expect(shown(github)).toMatchSnapshot();
      const now = report && rendered(report, main.stdout, out);
      expect(now).toBe(stored(`${name}/${variant}.txt`, now ?? ''));
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
