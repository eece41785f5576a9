import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { exampleNames, examples, pullRequest } from '../../scripts/example.mjs';
import type { Report } from '../../src/reporters/report.ts';
import { gate } from '../support/gate-command.ts';
import { fileFormats, rendered, stored } from '../support/rendered.ts';

interface Expected {
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

describe.each(exampleNames())('%s', (name) => {
  const expected = JSON.parse(readFileSync(join(examples, name, 'expected.json'), 'utf8')) as Expected;

  test.each(['bad', 'good'] as const)('%s', async (variant) => {
    const { folder, dispose } = pullRequest(name, variant);
    const out = mkdtempSync(join(tmpdir(), 'rendered-'));
    const files = fileFormats.flatMap((format) => ['--format', `${format}:${join(out, format)}`]);
    try {
      const args = ['check', '--postgres', 'embedded', ...(expected.args ?? []), ...files];
      const { code, report, stdout } = await gate(args, { cwd: folder });
      expect(said(code, report)).toEqual(expected[variant]);
      const now = report && rendered(report, stdout, out);
      expect(now).toBe(stored(`${name}/${variant}.txt`, now ?? ''));
    } finally {
      dispose();
      rmSync(out, { recursive: true, force: true });
    }
  });
});
