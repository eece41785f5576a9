import * as z from 'zod';
import type { PerEngine, ProjectConfig } from './types.ts';
import { map, must, named, text, textOrTexts, texts } from './values.ts';

/** One value for every engine, or a map with one for each. */
const perEngine = <T>(value: z.ZodType<T, unknown>, words: string) =>
  z
    .union([value, map({ postgres: value.optional(), sqlite: value.optional() })], must(words))
    .transform((given): PerEngine<T> => {
      const isMap = typeof given === 'object' && given !== null && !Array.isArray(given);
      return isMap ? without(given as PerEngine<T>) : { postgres: given as T, sqlite: given as T };
    });

const start = map({
  schema: perEngine(text, 'a file, or a map with a file for postgres and sqlite').describe(
    'The schema, as a file of SQL',
  ),
  at: textOrTexts.describe('The revisions that a database with this schema is stamped with'),
});

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
  setup: perEngine(textOrTexts, 'a file, a list of files, or a map with these for postgres and sqlite')
    .describe('Files of SQL, run in every scratch database before the base')
    .default({}),
  start: start.describe('For a history that begins on a schema which no revision made').optional(),
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
    env: Object.fromEntries(
      Object.entries(value.env).map(([name, given]) => [name, typeof given === 'string' ? given : without(given)]),
    ),
    passEnv: value['pass-env'],
    envFiles: value['env-file'],
    x: value.x,
    allowConnect: [],
    downgrade: value.downgrade ?? null,
    heads: value.heads,
    setup: value.setup,
    start: value.start ?? null,
  };
}

/** A map without what was not said. */
const without = <T>({
  postgres,
  sqlite,
}: {
  readonly postgres?: T | undefined;
  readonly sqlite?: T | undefined;
}): PerEngine<T> => ({
  ...(postgres !== undefined && { postgres }),
  ...(sqlite !== undefined && { sqlite }),
});
