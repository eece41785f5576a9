import type { ConfigDocument } from './config/document.ts';
import { findConfig } from './config/find.ts';
import { withFlags } from './config/flags.ts';
import { problemsOf } from './config/problems.ts';
import { configSchema, type FileConfig } from './config/schema.ts';
import type { Config, ConfigFlags } from './config/types.ts';
import { GateError } from './domain/error.ts';

export type { Config, ConfigFlags, ReferencesConfig, Suppressing } from './config/types.ts';

export interface ConfigOptions {
  /** The repository's root: where a configuration is looked for, and what its paths are relative to. */
  readonly root: string;
  /** The file that the user named, absolute; null to look in the usual places. */
  readonly file: string | null;
  readonly flags: ConfigFlags;
  /** Every check there is: the keys of `checks`. */
  readonly checkIds: readonly string[];
}

/** What the user decided: flags over the file over defaults. @throws GateError `bad-config` with every problem of the file at once */
export async function loadConfig({ root, file, flags, checkIds }: ConfigOptions): Promise<Config> {
  const document = await findConfig(root, file);
  const decided = document ? understand(document, checkIds) : configSchema(checkIds).parse({});
  return { file: document?.file ?? null, ...consistent(withFlags(decided, flags)) };
}

/** @throws GateError `bad-config` for what cannot be had together */
function consistent(config: FileConfig): FileConfig {
  const allowed = config.projects.flatMap(({ allowConnect }) => allowConnect);
  if (!config.isolate || allowed.length === 0) return config;
  throw new GateError(
    'bad-config',
    `isolate leaves the project's code no way to ${allowed[0]}, which allow-connect opens`,
    {
      hint: 'Use one of them: isolate and no allow-connect, or allow-connect and the guard inside the process (docs/isolation.md).',
    },
  );
}

/** @throws GateError `bad-config` */
function understand(document: ConfigDocument, checkIds: readonly string[]): FileConfig {
  const schema = configSchema(checkIds);
  const { data, error } = schema.safeParse(document.data);
  if (data) return data;
  const problems = problemsOf(schema, document.data, error?.issues ?? [])
    .map(({ path, what }) => ({ line: document.line(path), text: `${dotted(path)} ${what}` }))
    .sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
    .map(({ line, text }) => `${line === null ? document.file : `${document.file}:${line}`}  ${text}`);
  throw new GateError('bad-config', ['the configuration is not valid', ...problems].join('\n'), {
    hint: 'docs/configuration.md describes every key; docs/config.schema.json tells them to an editor.',
  });
}

/** `projects[0].env.URL` */
const dotted = (path: readonly (string | number)[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    '',
  ) || 'the file';
