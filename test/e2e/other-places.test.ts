import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { pullRequest } from '../../scripts/example.mjs';
import { python, root } from '../../scripts/setup.mjs';

interface Job {
  readonly script: readonly string[];
  readonly artifacts: { readonly reports: { readonly codequality: string; readonly junit: string } };
}

/** The YAML below a heading of the README. */
function yamlBelow<Document>(heading: string): Document {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const below = readme.slice(readme.indexOf(`### ${heading}\n`));
  return parse(/```yaml\n([\s\S]*?)```/.exec(below)?.[1] ?? '');
}

/** `npx` that runs what was built here, `pip` that finds everything installed. */
let tools = '';
beforeAll(() => {
  tools = mkdtempSync(join(tmpdir(), 'gate-tools-'));
  const script = (name: string, text: string) => {
    writeFileSync(join(tools, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(tools, name), 0o755);
  };
  script(
    'npx',
    `[ "$1 $2" = "--yes migration-gate" ] || exit 64\nshift 2\nexec '${process.execPath}' '${join(root, 'dist/cli.js')}' "$@"`,
  );
  script('pip', `[ "$*" = "install -r requirements.txt" ]`);
});
afterAll(() => rmSync(tools, { recursive: true, force: true }));

test.each([
  ['bad', 1, ['downgrade-applies']],
  ['good', 0, []],
] as const)('GitLab: the job of the README on a %s merge request', (variant, exit, checks) => {
  const { migrations: job } = yamlBelow<{ readonly migrations: Job }>('GitLab');
  const { folder, dispose } = pullRequest('downgrade-applies', variant);
  try {
    const base = spawnSync('git', ['rev-parse', 'main'], { cwd: folder, encoding: 'utf8' }).stdout.trim();
    const env = {
      ...process.env,
      PATH: `${tools}:${process.env.PATH}`,
      VIRTUAL_ENV: dirname(dirname(python)),
      CI: 'true',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
      GATE_POSTGRES: 'embedded',
    };
    const { status } = spawnSync('sh', ['-e', '-c', job.script.join('\n')], { cwd: folder, env, encoding: 'utf8' });
    expect(status).toBe(exit);
    const { codequality, junit } = job.artifacts.reports;
    const issues = JSON.parse(readFileSync(join(folder, codequality), 'utf8'));
    expect(issues).toEqual(
      checks.map((check_name) => ({
        description: expect.any(String),
        check_name,
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        severity: 'critical',
        location: { path: 'migrations/versions/0003_index_status.py', lines: { begin: 14 } },
      })),
    );
    expect(readFileSync(join(folder, junit), 'utf8')).toContain(`failures="${checks.length}"`);
  } finally {
    dispose();
  }
});

test('pre-commit: the hook is the built command, and the README names it', () => {
  const [hook] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'));
  const [entry, command] = hook.entry.split(' ');
  expect(command).toBe('check');
  expect(readFileSync(join(root, entry), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(statSync(join(root, entry)).mode & 0o111).toBe(0o111);
  const { repos } = yamlBelow<{ readonly repos: readonly { readonly hooks: readonly { readonly id: string }[] }[] }>(
    'pre-commit',
  );
  expect(repos[0]?.hooks[0]?.id).toBe(hook.id);
});
