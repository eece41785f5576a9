// Writes what documents say of the code from the code itself: the JSON Schemas of report and configuration, action.yml, and the README's tables.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { checks } from '../src/checks/index.ts';
import { inputDefinitions, outputDefinitions } from '../src/config/inputs.ts';
import { configSchema } from '../src/config/schema.ts';
import { reportSchema } from '../src/reporters/report.ts';

const root = join(import.meta.dirname, '..');
const text = (title, schema) => `${JSON.stringify({ title, ...schema }, null, 2)}\n`;

const row = ({ id, severity, summary }) => `| [\`${id}\`](docs/checks/${id}.md) | ${severity} | ${summary} |`;
const list = ['| check | | holds when |', '| --- | --- | --- |', ...checks.map(row)].join('\n');
const action = {
  name: 'migration-gate',
  description:
    'Walks every new database migration up, down and up again, and says what broke on the line that broke it.',
  author: 'migration-gate',
  branding: { icon: 'database', color: 'blue' },
  inputs: Object.fromEntries(
    inputDefinitions.map(({ name, what, initial, unset }) => [
      name,
      { description: unset ? `${what} Default: ${unset}.` : what, required: false, default: initial },
    ]),
  ),
  outputs: Object.fromEntries(outputDefinitions.map(({ name, what }) => [name, { description: what }])),
  runs: { using: 'node24', main: 'dist/action.js', post: 'dist/post.js', 'post-if': 'always()' },
};

const inputRow = ({ name, what, initial, unset }) => `| \`${name}\` | ${what} | ${unset ?? `\`${initial}\``} |`;
const inputTable = ['| input | | default |', '| --- | --- | --- |', ...inputDefinitions.map(inputRow)].join('\n');
const outputRow = ({ name, what }) => `| \`${name}\` | ${what} |`;
const outputTable = ['| output | |', '| --- | --- |', ...outputDefinitions.map(outputRow)].join('\n');

/** Puts a table between its marks. */
const between = (text, mark, table) =>
  text.replace(
    new RegExp(`(<!-- ${mark} -->\\n)[\\s\\S]*(<!-- /${mark} -->)`),
    (_, start, end) => `${start}${table}\n${end}`,
  );

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** File → what must stand in it. */
export const documents = {
  'docs/report.schema.json': text('migration-gate report', z.toJSONSchema(reportSchema)),
  'docs/config.schema.json': text(
    'migration-gate configuration',
    z.toJSONSchema(configSchema(checks.map(({ id }) => id)), { io: 'input' }),
  ),
  'action.yml': `# Written by \`npm run documents\` from src/config/inputs.ts.\n${stringify(action, { lineWidth: 120 })}`,
  'README.md': between(between(between(readme, 'checks', list), 'inputs', inputTable), 'outputs', outputTable),
};

if (import.meta.main) for (const [file, content] of Object.entries(documents)) writeFileSync(join(root, file), content);
