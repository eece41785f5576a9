import { inspect } from 'node:util';
import * as z from 'zod';
import type { KeyPath } from './document.ts';
import { didYouMean } from './suggest.ts';

/** One thing wrong with a file or a flag. */
export interface Problem {
  readonly path: KeyPath;
  /** What is wrong, without the path: `must be fail or allow, not "never"`. */
  readonly what: string;
}

type Issue = z.core.$ZodIssue;

/** Every problem of a value that the schema refused, in words. @param value what was given, for the words */
export function problemsOf(schema: z.ZodType, value: unknown, issues: readonly Issue[]): readonly Problem[] {
  const keys = z.toJSONSchema(schema, { io: 'input' });
  const first = issues.flatMap(innermost).filter(isFirst);
  return first.flatMap((issue): readonly Problem[] => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    if (issue.code !== 'unrecognized_keys')
      return [{ path, what: issue.message + (issue.code === 'custom' ? '' : received(path, value)) }];
    const known = knownKeys(keys, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      what: `is not a key that exists${didYouMean(key, known)}`,
    }));
  });
}

/** What is wrong in kind is told once, not again for every rule that it breaks besides. */
const isFirst = (issue: Issue, index: number, all: readonly Issue[]): boolean =>
  index === all.findIndex(({ path }) => path.join('\n') === issue.path.join('\n')) ||
  issue.code === 'unrecognized_keys';

/** Of a union's branches the one that fits the value's kind, so that a typing error deep inside is told as what it is. */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branch = issue.errors.find((errors) =>
    errors.every((error) => error.path.length > 0 || !mismatch.has(error.code)),
  );
  return branch?.flatMap((error) => innermost({ ...error, path: [...issue.path, ...error.path] })) ?? [issue];
}

const mismatch: ReadonlySet<string> = new Set(['invalid_type', 'invalid_value', 'invalid_format', 'invalid_union']);

/** Values of `env` are not repeated, and neither is a URL's password. */
function received(path: KeyPath, top: unknown): string {
  const value = path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | null | undefined)?.[key],
    top,
  );
  if (value === undefined) return '';
  if (path.includes('env'))
    return `, not ${value === null ? 'nothing' : Array.isArray(value) ? 'a list' : `a ${typeof value}`}`;
  const words = inspect(value, {
    depth: 1,
    breakLength: Number.POSITIVE_INFINITY,
    maxArrayLength: 5,
    maxStringLength: 100,
  });
  return `, not ${words.replace(/:\/\/[^/@\s]*@/g, '://…@')}`;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The keys that may stand at a path, in every branch that has a map there. */
function knownKeys(top: JsonSchema, path: KeyPath): readonly string[] {
  const inner = path.reduce<readonly JsonSchema[]>(
    (schemas, key) => schemas.flatMap((schema) => below(schema, key)),
    [top],
  );
  return inner.flatMap(branches).flatMap((schema) => Object.keys(schema.properties ?? {}));
}

const branches = (schema: JsonSchema): readonly JsonSchema[] =>
  (schema.anyOf as JsonSchema[] | undefined)?.flatMap(branches) ?? [schema];

const below = (schema: JsonSchema, key: string | number): readonly JsonSchema[] =>
  branches(schema).flatMap(({ properties, items, additionalProperties }) => {
    const next = typeof key === 'number' ? items : (properties?.[key] ?? additionalProperties);
    return typeof next === 'object' ? [next as JsonSchema] : [];
  });
