import type { ObjectKey, ObjectKind } from '../../domain/snapshot.ts';

/** `column users.email`; a table whose name would read as two parts stands in double quotes. */
export const keyOf = (kind: ObjectKind, ...parts: readonly string[]): ObjectKey =>
  `${kind} ${parts.map((part, index) => (index < parts.length - 1 && /[".]/.test(part) ? quoted(part) : part)).join('.')}`;

const quoted = (part: string): string => `"${part.replaceAll('"', '""')}"`;

/** Attributes of an object: what is false, null or empty is absent; what is true is `yes`. */
export const attributes = (
  values: Readonly<Record<string, string | boolean | null>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value ? [[name, value === true ? 'yes' : value]] : [])),
  );
