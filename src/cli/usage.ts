import type * as z from 'zod';
import { problemsOf } from '../config/problems.ts';
import { GateError } from '../domain/error.ts';

/** The command line is not as it must be. */
export const badUsage = (message: string, hint = 'See `migration-gate --help`.'): GateError =>
  new GateError('bad-usage', message, { hint });

/** The value of a flag, by the same rules as its key in the file. @throws GateError `bad-usage` */
export function flagValue<Schema extends z.ZodType>(flag: string, schema: Schema, value: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(value);
  if (!error) return data;
  throw badUsage(`${flag} ${problemsOf(schema, value, error.issues)[0]?.what}`);
}
