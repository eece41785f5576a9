import * as z from 'zod';
import { engines } from './engines.ts';
import { project } from './project.ts';
import { references, suppression } from './references.ts';
import type { CheckLevel, Config, ProjectConfig } from './types.ts';
import { cache, checkLevel, duration, hostAndPort, inconclusive, list, map, must, severity } from './values.ts';

/** What a file says, with every default filled in. */
export type FileConfig = Omit<Config, 'file'>;

/** The whole file: its keys, their types, their defaults. @param checkIds every check there is: the keys of `checks` */
export function configSchema(checkIds: readonly string[]): z.ZodType<FileConfig> {
  return map({
    projects: list(project).describe('Found when absent').default([]),
    engines: engines.describe('Which databases to walk on').prefault('auto'),
    cache: cache.describe('A folder that is kept between runs; false: no base is kept').optional(),
    budgets: map({ timeout: duration.describe('Per step').prefault('10m') }).prefault({}),
    checks: map(Object.fromEntries(checkIds.map((id) => [id, checkLevel.optional()])))
      .describe("A check's severity, or off")
      .default({}),
    references,
    suppressions: list(suppression(checkIds))
      .describe('Findings that are meant to stand, each with a reason')
      .default([]),
    'fail-on': severity.describe('A finding of this severity or a harsher one fails').default('error'),
    inconclusive: inconclusive.describe('Whether a run that could not learn what it must fails').default('fail'),
    isolate: z
      .boolean(must('true or false'))
      .describe("Run the project's code in a network of its own, from where only its databases can be reached")
      .default(false),
    'allow-connect': list(hostAndPort).describe("What the project's code may connect to").default([]),
  }).transform((file) => ({
    projects: connecting(file.projects, file['allow-connect']),
    engines: file.engines,
    cache: file.cache ?? null,
    budgets: { timeoutMs: file.budgets.timeout },
    isolate: file.isolate,
    checks: Object.fromEntries(
      Object.entries(file.checks).filter((entry): entry is [string, CheckLevel] => entry[1] !== undefined),
    ),
    references: file.references,
    suppressions: file.suppressions,
    failOn: file['fail-on'],
    inconclusive: file.inconclusive,
  }));
}

/** What holds for every project that is found. */
export const anyProject = (): ProjectConfig => project.parse({});

function connecting(projects: readonly ProjectConfig[], allowConnect: readonly string[]): readonly ProjectConfig[] {
  if (allowConnect.length === 0) return projects;
  return (projects.length > 0 ? projects : [anyProject()]).map((one) => ({ ...one, allowConnect }));
}
