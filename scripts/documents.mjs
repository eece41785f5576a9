// Writes what documents say of the code from the code itself: the JSON Schemas of report and configuration, and the README's list of checks.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checks } from '../src/checks/index.ts';
import { configSchema } from '../src/config/schema.ts';
import { reportSchema } from '../src/reporters/report.ts';

const root = join(import.meta.dirname, '..');
const text = (title, schema) => `${JSON.stringify({ title, ...schema }, null, 2)}\n`;

const row = ({ id, severity, summary }) => `| [\`${id}\`](docs/checks/${id}.md) | ${severity} | ${summary} |`;
const list = ['| check | | holds when |', '| --- | --- | --- |', ...checks.map(row)].join('\n');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** File → what must stand in it. */
export const documents = {
  'docs/report.schema.json': text('migration-gate report', z.toJSONSchema(reportSchema)),
  'docs/config.schema.json': text(
    'migration-gate configuration',
    z.toJSONSchema(configSchema(checks.map(({ id }) => id)), { io: 'input' }),
  ),
  'README.md': readme.replace(/(<!-- checks -->\n)[\s\S]*(<!-- \/checks -->)/, `$1${list}\n$2`),
};

if (import.meta.main) for (const [file, content] of Object.entries(documents)) writeFileSync(join(root, file), content);
