import { z } from 'zod';
import type { ProjectConfig } from './types.ts';
import { map, must, named, text, textOrTexts, texts } from './values.ts';

const envValue = z.union(
  [z.string(), map({ postgres: z.string(must('text')).optional(), sqlite: z.string(must('text')).optional() })],
  must('text, or a map with a text for postgres and sqlite'),
);

const keys = map({
  config: text.describe("The tool's configuration file, or the folder that holds it").optional(),
  'script-location': text.describe('For a project without a configuration file: the folder with env.py').optional(),
  section: text.describe('The section of the configuration file').optional(),
  python: text.describe("The interpreter that runs the project's code").optional(),
  env: named(envValue)
    .describe('Variables for env.py; values may hold {url}, {host}, {port}, {user}, {password}, {database}, {path}')
    .default({}),
  'pass-env': texts.describe("Variables of the gate's own environment that pass to the project's code").default([]),
  'env-file': textOrTexts.describe('Files of KEY=value lines').default([]),
  x: texts.describe('-x arguments for env.py').default([]),
  downgrade: z.literal('forward-only', must('forward-only')).describe('Its downgrades are not judged').optional(),
  heads: named(z.int(must('a whole number, 1 or more')).min(1, must('a whole number, 1 or more')))
    .describe('How many heads a branch label is meant to have')
    .default({}),
});

/** One entry of `projects`. */
export const project = keys
  .refine((value) => value.config === undefined || value['script-location'] === undefined, {
    error: 'must have config or script-location, not both',
  })
  .transform(toProject);

function toProject(value: z.output<typeof keys>): ProjectConfig {
  return {
    config: value.config ?? null,
    scriptLocation: value['script-location'] ?? null,
    section: value.section ?? null,
    python: value.python ?? null,
    env: Object.fromEntries(Object.entries(value.env).map(([name, given]) => [name, perEngine(given)])),
    passEnv: value['pass-env'],
    envFiles: value['env-file'],
    x: value.x,
    allowConnect: [],
    downgrade: value.downgrade ?? null,
    heads: value.heads,
  };
}

function perEngine(value: z.output<typeof envValue>): ProjectConfig['env'][string] {
  if (typeof value === 'string') return value;
  const { postgres, sqlite } = value;
  return { ...(postgres !== undefined && { postgres }), ...(sqlite !== undefined && { sqlite }) };
}
