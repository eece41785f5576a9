import { expect, test } from '@jest/globals';
import { pullRequest } from '../../../scripts/example.mjs';
import { runAction } from '../../support/action.ts';
import { startGitHub } from '../../support/github/server.ts';
import { host } from '../../support/pull-request.ts';

test.each([
  ['bad', 1, 'failure', ['migrations/versions/0003_index_status.py:14 failure']],
  ['good', 0, 'success', []],
] as const)('a %s pull request, checked out one commit deep', async (variant, code, conclusion, annotations) => {
  const example = pullRequest('downgrade-applies', variant);
  using hosted = host(example.folder);
  example.dispose();
  await using github = await startGitHub({ repository: hosted.origin });
  const { main, outputs } = await runAction({
    workspace: hosted.checkout(),
    github: github.url,
    event: { name: 'pull_request', payload: hosted.payload },
    inputs: { engines: 'sqlite' },
  });

  expect(main.code).toBe(code);
  const [run, ...others] = github.checkRuns;
  expect(others).toEqual([]);
  expect(run).toMatchObject({ name: 'migration-gate', head_sha: hosted.head, status: 'completed', conclusion });
  expect(run?.annotations.map((one) => `${one.path}:${one.start_line} ${one.annotation_level}`)).toEqual(annotations);
  expect(github.comments).toHaveLength(variant === 'bad' ? 1 : 0);
  expect(outputs['check-run-url']).toContain(`/runs/${run?.id}`);
  expect(github.problems).toEqual([]);
});
