// Writes the JSON Schemas of the report and of the configuration, from the definitions that the code itself goes by.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checks } from '../src/checks/index.ts';
import { configSchema } from '../src/config/schema.ts';
import { reportSchema } from '../src/reporters/report.ts';

const text = (title, schema) => `${JSON.stringify({ title, ...schema }, null, 2)}\n`;

/** File in docs/ → what must stand in it. */
export const schemas = {
  'report.schema.json': text('migration-gate report', z.toJSONSchema(reportSchema)),
  'config.schema.json': text(
    'migration-gate configuration',
    z.toJSONSchema(configSchema(checks.map(({ id }) => id)), { io: 'input' }),
  ),
};

if (import.meta.main)
  for (const [file, content] of Object.entries(schemas))
    writeFileSync(join(import.meta.dirname, '../docs', file), content);
