import { type AttributeChange, diff } from './diff.ts';
import type { SchemaObject, SchemaSnapshot } from './snapshot.ts';

/** A column that is still there, and in which way it takes less than before or something else. */
export interface Altered {
  readonly column: SchemaObject;
  /** In words that follow "the revision": `makes it NOT NULL`. */
  readonly words: string;
}

/** Columns that were retyped, shortened or made NOT NULL. One that only takes more, as a longer text, is none. */
export const alteredColumns = (before: SchemaSnapshot, after: SchemaSnapshot): readonly Altered[] =>
  diff(before, after).flatMap((change): readonly Altered[] => {
    if (change.kind !== 'changed' || change.after.kind !== 'column') return [];
    const words = change.attributes.flatMap((attribute) => wordsOf(attribute) ?? []);
    return words.length === 0 ? [] : [{ column: change.after, words: words.join(' and ') }];
  });

function wordsOf({ name, before, after }: AttributeChange): string | null {
  if (name === 'not null') return before === null && after !== null ? 'makes it NOT NULL' : null;
  if (name !== 'type' || before === null || after === null) return null;
  const [was, is] = [before, after].map(lengthOf);
  if (was && is && was.name === is.name && was.length !== is.length)
    return is.length < was.length ? `shortens it from \`${before}\` to \`${after}\`` : null;
  return `changes its type from \`${before}\` to \`${after}\``;
}

/** `character varying(50)` → its name and its length; without a length, as much as there is room for. */
function lengthOf(type: string): { readonly name: string; readonly length: number } | null {
  const [, name, length] =
    /^((?:character varying|varchar|character|char|nvarchar|bit varying|bit|text))\s*(?:\((\d+)\))?$/i.exec(type) ?? [];
  if (name === undefined) return null;
  const isText = /^(?:text|character varying|varchar|nvarchar)$/i.test(name);
  return {
    name: isText ? 'text' : name.toLowerCase(),
    length: length === undefined ? Number.POSITIVE_INFINITY : Number(length),
  };
}
