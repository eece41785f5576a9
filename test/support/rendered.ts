import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Log } from 'sarif';
import { root } from '../../scripts/setup.mjs';
import { annotations } from '../../src/reporters/annotations.ts';
import { comment } from '../../src/reporters/comment.ts';
import type { Report } from '../../src/reporters/report.ts';
import { title } from '../../src/reporters/title.ts';

/** What a run writes to files, beside the terminal's report and the JSON. */
export const fileFormats = ['sarif', 'junit', 'markdown', 'github', 'gitlab'] as const;

/** Everything that is made of one report, as one text to read; nothing in it depends on the machine or the day. */
export function rendered(report: Report, terminal: string, folder: string): string {
  const read = (format: string) => readFileSync(join(folder, format), 'utf8');
  const links = { server: 'https://github.com', repository: 'acme/shop', head: 'head' };
  const detailsUrl = 'https://github.com/acme/shop/runs/1';
  const texts: Readonly<Record<string, string>> = {
    terminal,
    ...Object.fromEntries(
      fileFormats.map((format) => [format, format === 'sarif' ? withoutPages(read(format)) : read(format)]),
    ),
    title: title(report),
    annotations: JSON.stringify(annotations(report), null, 2),
    comment: comment(report, { name: 'migration-gate', links, detailsUrl, limit: 65_536 }),
  };
  return Object.entries(texts)
    .map(([name, text]) => `======== ${name}\n${lasting(text).trimEnd()}\n`)
    .join('\n');
}

/** A rule's help is the page of its check: it need not be stored once more. */
function withoutPages(text: string): string {
  const log = JSON.parse(text) as Log;
  for (const rule of log.runs[0]?.tool.driver.rules ?? [])
    rule.help = { text: `(${rule.help?.markdown?.split('\n')[0]})` };
  return JSON.stringify(log, null, 2);
}

/** Commits, durations, versions of servers and of ourselves, and the columns that durations widen. */
const lasting = (text: string): string =>
  withoutCleaning(text)
    .replace(/\b[0-9a-f]{40}\b/g, '<commit>')
    .replace(/(since `?)[0-9a-f]{12}\b/g, '$1<commit>')
    .replace(/\b\d+(?:\.\d+)? m?s\b/g, '<time>')
    .replace(/time="[\d.]+"/g, 'time="<time>"')
    .replace(/Postgres \d+\.\d+/g, 'Postgres <version>')
    .replace(/SQLite \d+\.\d+\.\d+/g, 'SQLite <version>')
    .replace(/"semanticVersion": "[^"]+"/, '"semanticVersion": "<version>"')
    .replace(/(?<=\S) {2,}(?=\S)/g, '  ');

/** Other tests kill runs, and whichever run comes next says that it cleaned up behind them: with that a note, and the list of notes, may appear. */
const withoutCleaning = (text: string): string =>
  text
    .replace(/^Notes\n(?: {2}- (?:Removed what a run|Not all that a killed run).*\n(?: {4}.*\n)*)+\n/gm, '')
    .replace(
      /^<details><summary>Notes \(\d\)<\/summary>\n\n(?:- (?:Removed what a run|Not all that a killed run).*\n)+\n<\/details>\n/gm,
      '',
    );

/** The stored text; `MIGRATION_GATE_RENDERED=write` stores what there is now, to be read before it is committed. */
export function stored(name: string, now: string): string {
  const file = join(root, 'test/fixtures/rendered', name);
  if (process.env.MIGRATION_GATE_RENDERED === 'write') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, now);
  }
  return readFileSync(file, 'utf8');
}
