import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { exampleNames, examples, pullRequest } from '../../../scripts/example.mjs';
import type { Report } from '../../../src/reporters/report.ts';
import { type ActionRun, runAction } from '../../support/action.ts';
import { type FakeGitHub, startGitHub } from '../../support/github/server.ts';
import { type Hosted, host } from '../../support/pull-request.ts';

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
      /<details><summary>Notes \(\d\)<\/summary>\n\n(?:- (?:Removed what a run|Not all that a killed run).*\n)+\n<\/details>\n\n?/g,
      '',
    );

async function onGitHub(hosted: Hosted, github: FakeGitHub, args: readonly string[] = []): Promise<ActionRun> {
  const inputs = { postgres: 'embedded' };
  const common = { github: github.url, inputs };
  return args.includes('--all')
    ? runAction({
        ...common,
        workspace: hosted.checkout({ what: hosted.head }),
        event: { name: 'workflow_dispatch', payload: {}, sha: hosted.head },
      })
    : runAction({
        ...common,
        workspace: hosted.checkout(),
        event: { name: 'pull_request', payload: hosted.payload, sha: hosted.merge },
      });
}

describe.each(exampleNames())('%s', (name) => {
  const expected = JSON.parse(readFileSync(join(examples, name, 'expected.json'), 'utf8')) as Expected;

  test.each(['bad', 'good'] as const)('%s, as a pull request', async (variant) => {
    const { folder, dispose } = pullRequest(name, variant);
    using hosted = host(folder);
    dispose();
    await using github = await startGitHub({ repository: hosted.origin });
    const { main, report } = await onGitHub(hosted, github, expected.args);
    expect(said(main.code, report)).toEqual(expected[variant]);
    expect(github.checkRuns).toEqual([expect.objectContaining({ head_sha: hosted.head, status: 'completed' })]);
    expect(github.problems).toEqual([]);
    expect(shown(github)).toMatchSnapshot();
  });
});
