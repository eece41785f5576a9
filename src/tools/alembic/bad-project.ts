import { GateError } from '../../domain/error.ts';

/** Where in the project's own configuration something is wrong; the file is relative to the root, the line counts from 1. */
export interface ConfigurationPlace {
  readonly file: string;
  readonly line: number | null;
}

/** `alembic.ini:3: <what>`, with the way out. */
export function badProject(place: ConfigurationPlace, what: string, hint: string, cause?: unknown): GateError {
  const at = place.line === null ? place.file : `${place.file}:${place.line}`;
  return new GateError('bad-project', `${at}: ${what}`, cause === undefined ? { hint } : { hint, cause });
}
