import { structuredPatch } from 'diff';
import { type AttributeChange, type AttributesChange, type Change, isCosmetic } from './diff.ts';
import type { ObjectKind, SchemaObject } from './snapshot.ts';

/**
 * What the two snapshots stand for. `not restored`: before the upgrade, and after the downgrade. `differs again`: after the first upgrade, and after
 * the second.
 */
export type Reading = 'not restored' | 'differs again';

const words = {
  'not restored': { gone: 'is gone', added: 'is left behind', changed: '' },
  'differs again': {
    gone: 'is missing after the second upgrade',
    added: 'is there only after the second upgrade',
    changed: ' after the second upgrade',
  },
} as const;

/** One sentence without a full stop, names and values as Markdown code: "index `ix_users_email` on `users` is gone". */
export function describe(change: Change, reading: Reading): string {
  if (change.kind === 'changed') return describeAttributes(change) + words[reading].changed;
  return `${nameObject(change.object)} ${words[reading][change.kind]}`;
}

const kindWords: Partial<Record<ObjectKind, string>> = {
  enum: 'enum type',
  range: 'range type',
  statistics: 'statistics object',
  'default privileges': 'entry of default privileges',
  'system privileges': 'change of privileges on',
};

/** Their names say where they hold. */
const namedInFull: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['default privileges']);
const kindsOnTables: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
  'constraint',
  'index',
  'trigger',
  'policy',
  'rule',
]);

/** An object as a person names it: "column `users.age`", "constraint `ck_x` on `orders`". The public schema is not said, nor an only database. */
export function nameObject(object: SchemaObject): string {
  const { database } = object;
  return database === undefined ? nameInside(object) : `${nameInside(object)} in database ${code(database)}`;
}

function nameInside(object: SchemaObject): string {
  const kind = kindWords[object.kind] ?? object.kind;
  if (namedInFull.has(object.kind)) return `${kind} ${code(object.name)}`;
  if (object.table === null) return `${kind} ${code(qualified(object.schema, object.name))}`;
  const table = qualified(object.schema, object.table);
  if (kindsOnTables.has(object.kind)) return `${kind} ${code(object.name)} on ${code(table)}`;
  return `${kind} ${code(object.kind === 'column' ? `${table}.${object.name}` : qualified(object.schema, object.name))}`;
}

const qualified = (schema: string | null, name: string): string =>
  schema === null || schema === 'public' ? name : `${schema}.${name}`;

/** Cosmetic attributes are told only when there is nothing else to tell. */
function describeAttributes(change: AttributesChange): string {
  const told = worthTelling(change);
  const [first, ...others] = told.map((attribute, index) => describeAttribute(attribute, change.after, index === 0));
  return [first, ...others].join('; ');
}

function describeAttribute(attribute: AttributeChange, object: SchemaObject, first: boolean): string {
  const { name, before, after } = attribute;
  const subject = first ? nameObject(object) : 'it';
  if (name === 'not null')
    return `${subject} is ${after === null ? 'nullable, was NOT NULL' : 'NOT NULL, was nullable'}`;
  if (name === 'position') return `${subject} stands at another place among the columns`;
  if (name === 'definition' || name === 'type') return `${subject} ${compareValues(attribute, `without a ${name}`)}`;
  const isFlag = name !== 'default' || object.kind !== 'column';
  const isOn = isFlag ? flagAfter(before, after) : null;
  if (isOn !== null && adjectives.has(name))
    return `${subject} is ${isOn ? '' : 'not '}${name}, was ${isOn ? 'not ' : ''}${name}`;
  const noun = nounFor(name);
  const values = isOn === null ? compareValues(attribute, 'none') : isOn ? 'is on, was off' : 'is off, was on';
  const owner = object.kind === 'column' ? subject.slice('column '.length) : subject;
  return first ? `${noun} of ${owner} ${values}` : `its ${noun} ${values}`;
}

/** Attributes that are lists: their names are plurals, and a sentence speaks of one thing. */
const isList =
  /(arguments|columns|comments|defaults|labels|mappings|members|options|privileges|publications|roles|schemas|tables|tags|targets)$/;

const nounFor = (name: string): string => nouns[name] ?? (isList.test(name) ? `list of ${name}` : name);

const nouns: Readonly<Record<string, string>> = {
  'not null name': 'name of the NOT NULL',
  generated: 'generation expression',
  bound: 'partition bound',
  'partition by': 'partition key',
  'partition of': 'parent',
  inherits: 'parent',
  'of type': 'row type',
  using: 'USING expression',
  'with check': 'WITH CHECK expression',
  'depends on extensions': 'list of extensions needed',
  'index valid': 'validity of the index',
  'not null validated': 'validity of the NOT NULL',
};

/** Flags that are said of their object: "is not unique", where others are on or off. */
const adjectives: ReadonlySet<string> = new Set([
  'unique',
  'valid',
  'validated',
  'enforced',
  'clustered',
  'unlogged',
  'populated',
  'inherited',
  'default',
  'deterministic',
  'permissive',
  'trusted',
  'strict',
  'without rowid',
  'autoincrement',
]);

/** Whether a flag is on afterwards: one that is `no` when off is absent when on, one that is `yes` when on is absent when off. Null for no flag. */
function flagAfter(before: string | null, after: string | null): boolean | null {
  const isFlag = [before, after].every((value) => value === null || value === 'yes' || value === 'no');
  if (!isFlag) return null;
  return after === null ? before === 'no' : after === 'yes';
}

/** The longest value that is quoted in a sentence; what is longer is in the block of definitions. In characters. */
const longestQuoted = 100;

function compareValues({ before, after }: AttributeChange, none: string): string {
  if ([before, after].some((value) => value !== null && isLong(value)))
    return before === null ? `is set, was ${none}` : after === null ? `is ${none}, was set` : 'differs';
  const say = (value: string | null): string => (value === null ? none : code(value));
  return `is ${say(after)}, was ${say(before)}`;
}

/** A whole statement is too much for a sentence however short it is. */
const isLong = (value: string): boolean =>
  value.length > longestQuoted || value.includes('\n') || value.startsWith('CREATE ');

/** A Markdown code span that holds, whatever the text. */
function code(text: string): string {
  const oneLine = text.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
  if (!oneLine.includes('`')) return `\`${oneLine}\``;
  const fence = '`'.repeat(longestRun(oneLine) + 1);
  return `${fence} ${oneLine} ${fence}`;
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));

/** A fenced Markdown block, as a diff, of the definitions before and after; of attributes where the definitions do not show them. */
export function definitions(change: Change): string {
  const lines = diffLines(change);
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}diff`, ...lines, fence].join('\n');
}

/** What changes nothing is told only where nothing else differs. */
const worthTelling = (change: AttributesChange): readonly AttributeChange[] =>
  change.attributes.filter((attribute) => change.cosmetic || !isCosmetic(attribute));

function diffLines(change: Change): readonly string[] {
  if (change.kind !== 'changed') return prefixed(change.kind === 'gone' ? '-' : '+', change.object.definition);
  if (change.before.definition !== change.after.definition)
    return lineDiff(change.before.definition, change.after.definition);
  return worthTelling(change).flatMap(({ name, before, after }) => [
    ...(before === null ? [] : prefixed('-', `${name}: ${before}`)),
    ...(after === null ? [] : prefixed('+', `${name}: ${after}`)),
  ]);
}

const prefixed = (sign: '-' | '+', text: string): readonly string[] =>
  text.split('\n').map((line) => `${sign} ${line}`);

/** Changed lines with three lines around them; `@@` stands between parts that lie apart. */
function lineDiff(before: string, after: string): readonly string[] {
  const patch = structuredPatch('', '', `${before}\n`, `${after}\n`, undefined, undefined, { context: 3 });
  return patch.hunks.flatMap((hunk, index) => [
    ...(index === 0 ? [] : ['@@']),
    ...hunk.lines.map((line) => `${line.slice(0, 1)} ${line.slice(1)}`.trimEnd()),
  ]);
}
