import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { validateXML } from 'xmllint-wasm';
import { severities } from '../../src/domain/finding.ts';
import { comment } from '../../src/reporters/comment.ts';
import { reporters } from '../../src/reporters/index.ts';
import { type Report, reportSchema } from '../../src/reporters/report.ts';
import { summary } from '../../src/reporters/summary.ts';
import { title } from '../../src/reporters/title.ts';
import { calls, page } from '../support/gfm.ts';
import { hostile } from '../support/hostile.ts';
import { Random, rounds, seed } from '../support/random.ts';

const fragments = [
  ...Object.values(hostile),
  '```',
  '````sql',
  '~~~',
  '</details>',
  '<!--',
  '-->',
  '|',
  '\\',
  '`',
  '\n',
  '\n\n',
  '\r',
  '\t',
  '    ',
  '$$',
  '](',
  '![',
  '::error::x',
  '##[error]x',
  '::stop-commands::x',
  '##vso[task.setvariable]x',
  '%0A::warning::x',
  '\u001b[31m',
  '\u202e',
  '\u2028',
  '\u0000',
  '\ud800',
  '\ufffe',
  ']]>',
  '&#64;',
  '@a',
  '#1',
  'GH-1',
  'deadbeef',
  'x',
  ' ',
  '漢',
  '👩‍👩‍👧‍👦',
  'ix_orders_note',
  'op.drop_index("ix")',
];
const characters = '`*_[]()<>&|\\~#@$:!-=+.\'"/ \n\txyz0';

function foreign(random: Random): string {
  const length = random.below(8);
  const part = () =>
    random.chance(0.6)
      ? random.pick(fragments)
      : Array.from({ length: random.below(12) }, () => random.pick([...characters])).join('');
  return Array.from({ length }, part).join(random.pick(['', ' ', '\n']));
}

/** A report whose every text is foreign. */
function anyReport(random: Random): Report {
  const text = () => foreign(random);
  const some = <Item>(make: () => Item): Item[] => Array.from({ length: random.below(3) }, make);
  const at = () => ({
    file: random.chance(0.8) ? text() : null,
    line: random.chance(0.8) ? 1 + random.below(5) : null,
  });
  const engine = () => random.pick(['postgres', 'sqlite'] as const);
  const step = () => ({
    movement: random.pick(['upgrade', 'downgrade', 're-upgrade'] as const),
    outcome: random.pick(['ok', 'failed', 'skipped'] as const),
    durationMs: 1,
    failure: null,
    statements: some(() => ({
      sql: text(),
      ...at(),
      durationMs: 1,
      rows: null,
      failed: false,
      locks: null,
      class: null,
    })),
  });
  const report: Report = {
    schemaVersion: 1,
    verdict: random.pick(['pass', 'fail', 'inconclusive']),
    error: random.chance(0.2) ? { code: 'io', message: text(), hint: text() } : null,
    base: random.chance(0.5) ? text() : null,
    head: null,
    durationMs: 1,
    shard: null,
    plan: some(() => ({ project: text(), revision: text(), file: text(), kind: random.pick(['new', 'removed']) })),
    walks: some(() => ({
      project: text(),
      revision: text(),
      engine: engine(),
      server: text(),
      population: 'empty',
      steps: some(step),
    })),
    rollback: some(() => ({ project: text(), engine: engine(), steps: some(() => ({ ...step(), revision: text() })) })),
    findings: some(() => ({
      check: text(),
      severity: random.pick(severities),
      project: text(),
      revision: random.chance(0.8) ? text() : null,
      engines: [engine()],
      population: 'plain',
      ...at(),
      commit: random.pick(['head', 'base']),
      what: text(),
      why: text(),
      fix: text(),
      causes: some(() => ({ check: text(), ...at(), what: text() })),
      fingerprint: text(),
      suppressed: null,
    })),
    unknowns: some(() => ({ what: text(), why: text(), ...at(), decisive: random.chance(0.5) })),
    notes: some(() => ({ what: text(), ...at() })),
    references: [],
  };
  return reportSchema.parse(report);
}

const links = { server: 'https://github.example', repository: 'acme/shop', head: 'c'.repeat(40) };
const ours = new Set([
  'p',
  'code',
  'pre',
  'strong',
  'h3',
  'ul',
  'li',
  'a',
  'br',
  'details',
  'summary',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
]);

/** What is wrong with a Markdown text whose every link goes to our own server. */
function strayIn(markdown: string): readonly string[] {
  const { elements, links: targets, prose } = page(markdown);
  return [
    ...elements.filter((name) => !ours.has(name)),
    ...targets.filter((target) => !target.startsWith('https://github.example/')),
    ...(calls.exec(prose) ?? []),
    ...(elements.filter((name) => name === 'details').length === elements.filter((name) => name === 'summary').length
      ? []
      : ['a fold without its line']),
  ];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there.
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e]|##\w*\[|^\s*::(?!\w+ title=)/m;

test(`foreign text stays text in every format, from seed ${seed}`, async () => {
  const random = new Random(seed);
  const documents: { fileName: string; contents: string }[] = [];
  for (let round = 0; round < rounds({ short: 60, full: 5000 }); round++) {
    const report = anyReport(random);
    const source = foreign(random);
    const readSource = async () => source;
    const options = { readSource, readPage: async () => null, version: '1.2.3', width: 80, colour: false };
    const texts = [
      await summary(report, { readSource, links, limit: 65_535 }),
      await summary(report, { readSource, links: null, limit: null }),
      comment(report, { name: foreign(random), links, detailsUrl: 'https://github.example/x', limit: 65_536 }),
    ];
    for (const text of texts) expect({ round, stray: strayIn(text), text }).toEqual({ round, stray: [], text });
    const strong = page(texts[1] ?? '').elements.filter((name) => name === 'strong');
    expect({ round, strong: strong.length }).toEqual({ round, strong: 1 + report.findings.length });
    expect(texts[2]?.split('\n')[0]).toMatch(/^<!-- migration-gate: [^<> ]* -->$/);
    expect(title(report)).not.toMatch(/\n/);
    for (const reporter of reporters) {
      const text = await reporter.render(report, options);
      expect({ round, format: reporter.format, obeyed: obeyed.exec(text)?.[0] }).toEqual({
        round,
        format: reporter.format,
        obeyed: undefined,
      });
      if (['json', 'sarif', 'gitlab'].includes(reporter.format)) JSON.parse(text);
      if (reporter.format === 'junit') documents.push({ fileName: `${round}.xml`, contents: text });
      if (reporter.format === 'github')
        expect(text.split('\n').filter((line) => line.startsWith('::')).length).toBeLessThanOrEqual(9);
    }
  }
  const schema = readFileSync(join(import.meta.dirname, '../fixtures/schemas/junit-10.xsd'), 'utf8');
  expect((await validateXML({ xml: documents.slice(0, 500), schema })).errors).toEqual([]);
});
