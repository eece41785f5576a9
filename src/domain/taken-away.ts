import { diff } from './diff.ts';
import { mentions } from './mentions.ts';
import { dotted, type SchemaName } from './reference.ts';
import type { SchemaObject, SchemaSnapshot } from './snapshot.ts';
import type { Statement } from './statement.ts';
import type { Walk } from './walk.ts';

/** A table or column that is not there any more once the plan is applied. */
export interface TakenAway {
  readonly name: SchemaName;
  /** Its name afterwards, where a RENAME was seen; null where it was dropped. */
  readonly renamedTo: string | null;
  readonly project: string;
  readonly revision: string;
  /** The statement that took it away; null where none could be told. */
  readonly statement: Statement | null;
}

/** Kinds of objects that code reads rows from. */
const relations: ReadonlySet<string> = new Set([
  'table',
  'partitioned table',
  'foreign table',
  'view',
  'materialized view',
]);

/**
 * What the upgrades of these walks take away, by the catalogs before and after, once however many engines showed it. What a later one brings back is
 * not gone.
 */
export function takenAway(walks: readonly Walk[]): readonly TakenAway[] {
  const gone = walks.filter(({ kind }) => kind !== 'removed').flatMap((walk) => takenBy(walk));
  const ends = new Map(walks.flatMap((walk) => lastOf(walk)));
  const once = new Map<string, TakenAway>();
  for (const each of gone) {
    const comesBack = [...ends].some(
      ([place, end]) => place.startsWith(`${each.project}\0`) && isThere(end, each.name),
    );
    const key = JSON.stringify([each.project, each.name.table, each.name.column]);
    if (!comesBack) once.set(key, once.get(key) ?? each);
  }
  return [...once.values()];
}

/** Where the newest upgrade of a project arrived on an engine. */
const lastOf = (walk: Walk): readonly (readonly [string, SchemaSnapshot])[] => {
  const end = upgradeOf(walk)?.snapshot;
  return end ? [[`${walk.project}\0${walk.engine}`, end]] : [];
};

const upgradeOf = (walk: Walk) =>
  walk.steps.find(({ movement, outcome }) => movement === 'upgrade' && outcome === 'ok');

function takenBy(walk: Walk): readonly TakenAway[] {
  const step = upgradeOf(walk);
  if (!step?.snapshot || !walk.before) return [];
  return diff(walk.before, step.snapshot).flatMap((change): TakenAway[] => {
    if (change.kind !== 'gone') return [];
    const name = nameOf(change.object);
    if (!name || name.table.startsWith('_alembic_tmp_')) return [];
    const own = step.statements.filter(({ line }) => line !== null);
    const statement =
      own.findLast(({ sql }) => takes(sql, name)) ?? own.findLast(({ sql }) => rebuilds(sql, name)) ?? null;
    const { project, revision } = walk;
    return [{ name, renamedTo: renameIn(step.statements, name), project, revision, statement }];
  });
}

function nameOf({ kind, table, name }: SchemaObject): SchemaName | null {
  if (relations.has(kind)) return { table: name, column: null };
  return kind === 'column' && table !== null ? { table, column: name } : null;
}

const isThere = (snapshot: SchemaSnapshot, wanted: SchemaName): boolean =>
  [...snapshot.values()].some((object) => {
    const name = nameOf(object);
    return name !== null && dotted(name) === dotted(wanted);
  });

const identifier = '(?:"[^"]+"|`[^`]+`|\\[[^\\]]+\\]|[\\w$.]+)';
const renaming = new RegExp(
  `^\\s*ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?((?:${identifier}\\.)*${identifier})\\s+RENAME\\s+(?:(?:COLUMN\\s+)?(${identifier})\\s+)?TO\\s+(${identifier})`,
  'i',
);

/** The new name, if one of these statements renames the object. */
function renameIn(statements: readonly Statement[], { table, column }: SchemaName): string | null {
  for (const { sql, failed } of statements) {
    const [, of = '', from, to = ''] = renaming.exec(sql) ?? [];
    if (failed || bare(of) !== table) continue;
    if (from === undefined ? column === null : bare(from) === column) return bare(to);
  }
  return null;
}

/** The last part of a name, without quotes. */
const bare = (name: string): string => /([^".`[\]]+)["`\]]?$/.exec(name)?.[1] ?? name;

/** Whether a statement drops or renames this, by its words. */
const takes = (sql: string, { table, column }: SchemaName): boolean =>
  /\b(?:DROP|RENAME)\b/i.test(sql) && mentions(sql, table) && (column === null || mentions(sql, column));

/** Whether a statement is the one by which a table is made anew without the column. */
const rebuilds = (sql: string, { table }: SchemaName): boolean =>
  /^\s*(?:DROP|ALTER)\s+TABLE\b/i.test(sql) && mentions(sql, table);
