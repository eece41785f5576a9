import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import ajvDraft4 from 'ajv-draft-04';
import formats from 'ajv-formats';
import type { Log } from 'sarif';
import { validateXML } from 'xmllint-wasm';
import { readPage } from '../../../src/cli/pages.ts';
import { GateError } from '../../../src/domain/error.ts';
import { github } from '../../../src/reporters/github.ts';
import { gitlab } from '../../../src/reporters/gitlab.ts';
import { junit } from '../../../src/reporters/junit.ts';
import { markdown } from '../../../src/reporters/markdown.ts';
import type { Report } from '../../../src/reporters/report.ts';
import { sarif } from '../../../src/reporters/sarif.ts';
import { evidence, file, finding, renderOptions, reportOf } from './evidence.ts';

const root = join(import.meta.dirname, '../../..');
const options = { ...renderOptions, readPage };

const refused = finding({
  check: 'upgrade-applies',
  engines: ['postgres'],
  what: 'Postgres refused the statement: relation "ix" already exists (42P07)\n\n```sql\nCREATE INDEX ix ON orders (note)\n```',
  causes: [{ check: 'upgrade-repeats', file, line: 2, what: 'The second upgrade fails.\nMore.' }],
  fingerprint: 'f1',
});
const odd = finding({
  check: 'merged-revisions-unchanged',
  severity: 'warning',
  at: { file: 'migrations/versions/gone (1) ü%.py', line: 4, commit: 'base' },
  engines: [],
  what: '[click](http://evil.example) <b>&amp;</b> ]]> \u0007 \ud800 \uffff é',
  fingerprint: 'f2',
});
const nowhere = finding({
  severity: 'notice',
  check: 'revision-does-something',
  at: null,
  what: 'It issued no statement.',
  fingerprint: 'f2',
});
const ofTheHistory = finding({
  severity: 'warning',
  check: 'single-head',
  at: null,
  revision: null,
  fingerprint: 'f3',
});
const stopped = new GateError('no-postgres', 'Docker is not there', { hint: 'Start it.\n  dockerd &' });
const unlearned = [{ what: '3f2a was not walked', why: '77bb could not be applied', at: null, decisive: true }];

const reports: Readonly<Record<string, Report>> = {
  pass: reportOf('pass'),
  'nothing new': reportOf('pass', [], evidence({ walks: [] }, [])),
  fail: reportOf('fail', [refused, odd, nowhere, ofTheHistory]),
  inconclusive: reportOf('inconclusive', [], evidence({ unknowns: unlearned })),
  stopped: reportOf('inconclusive', [], evidence({ walks: [] }, []), stopped),
};
const report = (name: keyof typeof reports): Report => reports[name] ?? reportOf('pass');

describe('sarif', () => {
  const ajv = new ajvDraft4.default({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  const isValid = ajv.compile(sarifSchema);
  const log = async (given: Report): Promise<Log> => JSON.parse(await sarif.render(given, options));

  test.each(Object.keys(reports))('%s: is as the schema of 2.1.0 says', async (name) => {
    isValid(await log(report(name)));
    expect(isValid.errors ?? []).toEqual([]);
  });

  test('the schema refuses what is none', async () => {
    const [run] = (await log(report('fail'))).runs;
    expect(isValid({ version: '2.1.0', runs: [{ ...run, results: [{ level: 'fatal' }] }] })).toBe(false);
  });

  test('each finding is a result with its rule, its level and a place', async () => {
    const [run] = (await log(report('fail'))).runs;
    expect(
      run?.results?.map(({ ruleId, level, locations }) => [
        ruleId,
        level,
        locations?.[0]?.physicalLocation?.artifactLocation?.uri,
        locations?.[0]?.physicalLocation?.region?.startLine,
      ]),
    ).toEqual([
      ['upgrade-applies', 'error', file, 3],
      ['merged-revisions-unchanged', 'warning', 'migrations/versions/gone%20%281%29%20%C3%BC%25.py', 4],
      ['single-head', 'warning', 'alembic.ini', 1],
      ['revision-does-something', 'note', file, 1],
    ]);
    for (const result of run?.results ?? [])
      expect(run?.tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    expect(run?.results?.[0]?.relatedLocations).toMatchObject([
      { id: 1, message: { text: 'upgrade-repeats: The second upgrade fails.\nMore.' } },
    ]);
  });

  test('a rule has the help of its check’s page, its summary and its default', async () => {
    const [run] = (await log(report('fail'))).runs;
    expect(run?.tool.driver.rules?.find(({ id }) => id === 'upgrade-applies')).toMatchObject({
      shortDescription: { text: 'The upgrade runs to its end from where production stands.' },
      defaultConfiguration: { level: 'error' },
      help: { markdown: readFileSync(join(root, 'docs/checks/upgrade-applies.md'), 'utf8') },
    });
  });

  test('a fingerprint survives lines that shift, and no two are the same', async () => {
    const prints = async (given: Report) =>
      (await log(given)).runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints);
    const shifted = [refused, odd, nowhere, ofTheHistory].map((each) => ({
      ...each,
      at: each.at && { ...each.at, line: 90 },
    }));
    const before = await prints(report('fail'));
    expect(await prints(reportOf('fail', shifted))).toEqual(before);
    expect(before).toEqual(
      ['f1', 'f2', 'f3', 'f2-2'].map((print) => ({ primaryLocationLineHash: `${print}:1`, 'migrationGate/v1': print })),
    );
  });

  test('foreign text makes no link', async () => {
    expect(await sarif.render(report('fail'), options)).not.toContain('](http');
  });

  test.each(['stopped', 'inconclusive'])('%s: what was not learned is told by the invocation', async (name) => {
    const [run] = (await log(report(name))).runs;
    expect(run?.invocations).toMatchObject([
      { executionSuccessful: name !== 'stopped', toolExecutionNotifications: [{ level: 'error' }] },
    ]);
  });

  test('25,000 results at most, the mildest left out and counted', async () => {
    const many = Array.from({ length: 25_001 }, (_, index) =>
      finding({ severity: index < 2 ? 'notice' : 'error', what: 'x', fingerprint: `${index}` }),
    );
    const [run] = (await log(reportOf('fail', many))).runs;
    expect(run?.results?.length).toBe(25_000);
    expect(run?.results?.filter(({ level }) => level === 'note').length).toBe(1);
    expect(run?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
      '1 more finding is left out: code scanning takes no more.',
    );
  });
});

describe('junit', () => {
  const schema = readFileSync(join(root, 'test/fixtures/schemas/junit-10.xsd'), 'utf8');

  test.each(Object.keys(reports))('%s: is as the XML schema of Jenkins says', async (name) => {
    const { errors, valid } = await validateXML({
      xml: { fileName: 'r.xml', contents: await junit.render(report(name), options) },
      schema,
    });
    expect({ valid, errors }).toEqual({ valid: true, errors: [] });
  });

  test('a case for each planned revision, its errors as failures, what is milder as output', async () => {
    expect(await junit.render(report('fail'), options)).toMatchInlineSnapshot(`
"<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="alembic.ini" tests="2" failures="1" errors="0">
    <testcase name="new revision 3f2a" classname="alembic.ini" time="2.448">
      <failure message="Postgres refused the statement: relation &quot;ix&quot; already exists (42P07)" type="upgrade-applies">migrations/versions/3f2a_note.py:3
Postgres refused the statement: relation &quot;ix&quot; already exists (42P07)
CREATE INDEX ix ON orders (note)
Why: A rollback leaves it behind, and the next upgrade fails on it.
Fix: Drop it in downgrade(): op.drop_index(&quot;ix_orders_note&quot;).</failure>
      <system-out>warning merged-revisions-unchanged: migrations/versions/gone (1) ü%.py:4
[click](http://evil.example) &lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt; &lt;U+0007&gt; � &lt;U+FFFF&gt; é
Why: A rollback leaves it behind, and the next upgrade fails on it.
Fix: Drop it in downgrade(): op.drop_index(&quot;ix_orders_note&quot;).</system-out>
      <system-out>notice revision-does-something: It issued no statement.
Why: A rollback leaves it behind, and the next upgrade fails on it.
Fix: Drop it in downgrade(): op.drop_index(&quot;ix_orders_note&quot;).</system-out>
    </testcase>
    <testcase name="history" classname="alembic.ini" time="0.000">
      <system-out>warning single-head: After the downgrade index \`ix_orders_note\` on \`orders\` is still there.
Why: A rollback leaves it behind, and the next upgrade fails on it.
Fix: Drop it in downgrade(): op.drop_index(&quot;ix_orders_note&quot;).</system-out>
    </testcase>
  </testsuite>
  <testsuite name="migration-gate" tests="1" failures="0" errors="0">
    <testcase name="run" classname="migration-gate" time="1.432"/>
  </testsuite>
</testsuites>
"
`);
  });

  test('what kept the gate from running is an error', async () => {
    expect(await junit.render(report('stopped'), options)).toMatchInlineSnapshot(`
"<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="migration-gate" tests="1" failures="0" errors="1">
    <testcase name="run" classname="migration-gate" time="1.432">
      <error message="Docker is not there" type="no-postgres">Start it.
  dockerd &amp;</error>
    </testcase>
  </testsuite>
</testsuites>
"
`);
  });

  test('where a warning fails the run, a case fails', async () => {
    expect(await junit.render(reportOf('fail', [odd]), options)).toContain('failures="1"');
    expect(await junit.render(reportOf('pass', [odd]), options)).not.toContain('failures="1"');
  });
});

test('gitlab: the documented fields, a place for each, and no fingerprint twice', async () => {
  const issues = JSON.parse(await gitlab.render(report('fail'), options));
  expect(issues).toEqual(
    [
      ['upgrade-applies', 'critical', file, 3, 'f1'],
      ['merged-revisions-unchanged', 'minor', 'migrations/versions/gone (1) ü%.py', 4, 'f2'],
      ['single-head', 'minor', 'alembic.ini', 1, 'f3'],
      ['revision-does-something', 'info', file, 1, 'f2-2'],
    ].map(([check_name, severity, path, begin, fingerprint]) => ({
      description: expect.any(String),
      check_name,
      fingerprint,
      severity,
      location: { path, lines: { begin } },
    })),
  );
});

test('github: a command for each, with its place where the head has it', async () => {
  expect(await github.render(report('fail'), options)).toMatchInlineSnapshot(`
"::error title=upgrade-applies%3A revision 3f2a on Postgres,file=migrations/versions/3f2a_note.py,line=3::Postgres refused the statement: relation "ix" already exists (42P07)%0ACREATE INDEX ix ON orders (note)%0A%0AWhy: A rollback leaves it behind, and the next upgrade fails on it.%0A%0AFix: Drop it in downgrade(): op.drop_index("ix_orders_note").
::warning title=merged-revisions-unchanged::[click](http://evil.example) <b>&amp;</b> ]]> <U+0007> � <U+FFFF> é%0A%0AFix: Drop it in downgrade(): op.drop_index("ix_orders_note").
::notice title=revision-does-something::It issued no statement.%0A%0AFix: Drop it in downgrade(): op.drop_index("ix_orders_note").
::warning title=single-head::After the downgrade index \`ix_orders_note\` on \`orders\` is still there.%0A%0AFix: Drop it in downgrade(): op.drop_index("ix_orders_note").
Fail: 1 error, 2 warnings, 1 notice; 1 revision walked on Postgres 17.10 (embedded) and SQLite 3.45.1
"
`);
});

test('github: a run that was stopped is one error', async () => {
  expect(await github.render(report('stopped'), options)).toMatchInlineSnapshot(`
"::error title=no-postgres::Docker is not there%0AStart it.%0A  dockerd &
Could not run: Docker is not there
"
`);
});

test('github: what was not learned is an error', async () => {
  expect(await github.render(report('inconclusive'), options)).toMatch(/^::error title=could not be learned::3f2a was/);
});

test('github: ten of a kind at most, all others in plain lines', async () => {
  const many = Array.from({ length: 35 }, (_, index) =>
    finding({ severity: index % 2 === 0 ? 'error' : 'warning', fingerprint: `${index}` }),
  );
  const lines = (await github.render(reportOf('fail', many), options)).trimEnd().split('\n');
  const commands = (kind: string) => lines.filter((line) => line.startsWith(`::${kind} `)).length;
  expect([commands('error'), commands('warning')]).toEqual([10, 10]);
  expect(lines.filter((line) => /^(error|warning) downgrade-restores-schema/.test(line)).length).toBe(15);
});

test('markdown is the summary without links and limits', async () => {
  const many = Array.from({ length: 300 }, (_, index) => finding({ fingerprint: `${index}` }));
  const text = await markdown.render(reportOf('fail', many), options);
  expect(text.match(/^\*\*error\*\*/gm)?.length).toBe(300);
  expect(text).not.toContain('](');
});
