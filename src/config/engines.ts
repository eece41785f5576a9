import * as z from 'zod';
import type { EnginesConfig } from './types.ts';
import { engineList, flag, map, must, postgresVersion, provider, text, textOrTexts, texts } from './values.ts';

const postgres = map({
  version: postgresVersion.describe('The major').optional(),
  provider: provider.describe('Where the server comes from').default('auto'),
  image: text.describe('The image for testcontainers').optional(),
  extensions: texts.describe('Made in every scratch database').default([]),
  setup: textOrTexts.describe('Files of SQL, run in every scratch database before the base').default([]),
  'run-as-owner': flag.describe('Migrations run as the owner of the database, who is no superuser').default(false),
});

/** `auto`, a list, or a map: a list and a map walk on the engines they name and on no other. */
export const engines = z
  .union(
    [z.literal('auto'), engineList, map({ postgres: postgres.nullish(), sqlite: map({}).nullish() })],
    must('auto, a list such as [postgres, sqlite], or a map with postgres and sqlite'),
  )
  .transform((value): EnginesConfig => {
    if (value === 'auto' || Array.isArray(value)) return { use: value, postgres: postgresConfig(undefined) };
    const use = (['postgres', 'sqlite'] as const).filter((id) => value[id] !== undefined);
    return { use: use.length > 0 ? use : 'auto', postgres: postgresConfig(value.postgres ?? undefined) };
  });

function postgresConfig(value: z.output<typeof postgres> | undefined): EnginesConfig['postgres'] {
  return {
    provider: value?.provider ?? 'auto',
    version: value?.version ?? null,
    image: value?.image ?? null,
    extensions: value?.extensions ?? [],
    setup: value?.setup ?? [],
    runAsOwner: value?.['run-as-owner'] ?? false,
  };
}
