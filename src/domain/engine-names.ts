import type { EngineId } from './walk.ts';

/** What a person calls an engine. */
export const engineNames: Readonly<Record<EngineId, string>> = { postgres: 'Postgres', sqlite: 'SQLite' };
