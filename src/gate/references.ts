import type { ReferencesConfig } from '../config.ts';
import type { Unknown } from '../domain/finding.ts';
import { oncePerLine, type Reference } from '../domain/reference.ts';
import type { SchemaSnapshot } from '../domain/snapshot.ts';
import { Tables } from '../domain/tables.ts';
import type { TakenAway } from '../domain/taken-away.ts';
import { wordsOf } from '../domain/words.ts';
import type { Repository } from '../repository/repository.ts';
import type { Code, Scanned, Scanner, Wanted } from '../scanners/scanner.ts';
import type { Project } from '../tools/tool.ts';
import { codeOf } from './code.ts';
import { lookedFor } from './looked-for.ts';
import { ownCode } from './own-code.ts';
import { matching } from './path-patterns.ts';

export interface Sought {
  readonly taken: readonly TakenAway[];
  /** Catalogs from before something was taken away. */
  readonly catalogs: readonly SchemaSnapshot[];
  /** Files whose references do not count. */
  readonly isLeftOut: (path: string) => boolean;
}

/** The code that names what is taken away: at the head, and at the base whose processes still run while the new release is deployed. */
export async function findReferences(
  { taken, catalogs, isLeftOut }: Sought,
  repository: Repository,
  scanners: readonly Scanner[],
): Promise<{ readonly references: readonly Reference[]; readonly unknowns: readonly Unknown[] }> {
  if (taken.length === 0) return { references: [], unknowns: [] };
  const names = taken.filter(({ label, constraint }) => label === null && constraint === null).map(({ name }) => name);
  const labels = taken.flatMap(({ label }) => label ?? []);
  const constraints = taken.flatMap(({ constraint }) => constraint ?? []);
  const tables = Tables.of(catalogs);
  const sides = [
    { commit: 'head' as const, code: codeOf(repository.workingTree, repository.filesNaming) },
    ...(repository.base
      ? [{ commit: 'base' as const, code: codeOf(repository.base.tree, repository.base.filesNaming) }]
      : []),
  ];
  const references: Reference[] = [];
  const unknowns: Unknown[] = [];
  for (const { commit, code } of sides) {
    const { found, unread } = await scanAll(scanners, code, { names, labels, constraints, tables, isLeftOut });
    const own = await ownCode(
      [...found, ...unread].map(({ file }) => file),
      code,
      repository,
    );
    references.push(...found.filter(({ file }) => own.has(file)).map((each) => ({ ...each, commit })));
    if (commit === 'head')
      unknowns.push(
        ...unread
          .filter(({ file }) => own.has(file))
          .map(({ file, why, generated = false }) => ({
            what: `${file} was not searched as a whole for what the migrations take away`,
            why,
            at: { file, line: null, commit },
            decisive: !generated && taken.some(({ altered }) => altered === null),
          })),
      );
  }
  return { references: oncePerLine(references), unknowns };
}

/** What every scanner finds. Where no file holds one of the words, none is started. */
export async function scanAll(scanners: readonly Scanner[], code: Code, wanted: Wanted): Promise<Scanned> {
  if (!(await occurs(wanted, code))) return { found: [], unread: [] };
  const { names, labels, meant } = lookedFor(wanted.names, wanted.labels ?? [], wanted.tables);
  const scanned: Scanned[] = [];
  for (const scanner of scanners) scanned.push(await scanner.scan(code, { ...wanted, names, labels }));
  return { found: scanned.flatMap(({ found }) => found.map(meant)), unread: scanned.flatMap(({ unread }) => unread) };
}

/** Whether any file could name one of these. */
export async function occurs(
  { names, labels = [], constraints = [] }: Pick<Wanted, 'names' | 'labels' | 'constraints'>,
  code: Code,
): Promise<boolean> {
  const words = [
    ...names.flatMap(wordsOf),
    ...labels.map(({ value }) => value),
    ...constraints.map(({ name }) => name),
  ];
  return (await code.filesNaming([...new Set(words)])).length > 0;
}

/** Folders that hold the migrations of these projects. */
export const migrationsOf = (projects: readonly Project[]): readonly string[] =>
  projects.flatMap(({ scriptLocation, versionFolders }) => [scriptLocation, ...versionFolders]);

/** Files whose references do not count: migrations, which name what they take away, and what the configuration leaves out. */
export function leftOut(
  migrations: readonly string[],
  { include, exclude }: Pick<ReferencesConfig, 'include' | 'exclude'>,
): (path: string) => boolean {
  const [isMigration, isIncluded, isExcluded] = [migrationFiles(migrations), matching(include), matching(exclude)];
  return (path) => isMigration(path) || (include.length > 0 && !isIncluded(path)) || isExcluded(path);
}

/** What other tools call their migrations. `migration` alone is as well what code calls that moves users' data: there a number tells the tool's files. */
const ofMigrations: readonly RegExp[] = [
  /(?:^|\/)(?:(?:data|db|database|schema|sql)[-_]?)?migrations\//,
  /(?:^|\/)migrate\//,
  /(?:^|\/)(?:alembic|migration)\/versions\//,
  /(?:^|\/)migration\/[^/]*\d/,
  // Drizzle's memory of the schema.
  /(?:^|\/)meta\/\d+_snapshot\.json$/,
];

/** Whether a file is a migration: it lies in a folder of theirs, or in one that is called so for another tool. */
const migrationFiles =
  (folders: readonly string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path.startsWith(`${folder}/`)) || ofMigrations.some((pattern) => pattern.test(path));
