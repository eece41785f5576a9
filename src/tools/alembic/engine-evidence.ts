import { posix } from 'node:path';
import type { SourceTree } from '../../domain/sources.ts';
import { decodePython, withoutComments } from '../../syntax/python-parser.ts';
import type { EngineEvidence } from '../tool.ts';
import { backendOf, databaseUrl, dialectBranch, dialectImport, drivers, withoutPassword } from './backends.ts';
import type { Configuration } from './configuration.ts';
import { evidenceFiles } from './evidence-files.ts';
import type { AlembicFacts } from './facts.ts';
import { imagesIn } from './service-images.ts';

export interface FoundEvidence {
  readonly engines: readonly EngineEvidence[];
  readonly postgresMajor: number | null;
}

/** What the project's own files show about the databases it uses; one entry for each kind of sign and backend. */
export async function engineEvidence(
  facts: AlembicFacts,
  configuration: Configuration | null,
  tree: SourceTree,
  revisionFiles: readonly string[],
): Promise<FoundEvidence> {
  const [script = '', working = ''] = [facts.scriptLocation, facts.workingFolder].map((path) =>
    posix.relative(facts.root, path),
  );
  const files = evidenceFiles(await tree.list(''), [working, script], working);
  const texts = async (paths: readonly string[]): Promise<[string, string][]> =>
    [...(await tree.readAll(paths))].map(([path, content]) => [path, decodePython(content)]);
  const services = await texts(files.services);
  const found = [
    ...fromConfiguration(configuration),
    ...(await texts(files.environment)).flatMap(([path, text]) => [
      ...urls(path, uncommented(text)),
      ...variables(path, text),
    ]),
    ...services.flatMap(([path, text]) => [...urls(path, uncommented(text)), ...images(path, text)]),
    ...(await texts(files.requirements)).flatMap(([path, text]) => requirements(path, text)),
  ];
  for (const [path, text] of await texts(files.settings)) found.push(...(await fromSettings(path, text)));
  for (const [path, text] of await texts([posix.join(script, 'env.py'), ...revisionFiles]))
    found.push(...(await fromMigrations(path, text)));
  return { engines: settled(found), postgresMajor: firstMajor(services) };
}

/** A sign of one backend; `kind` keeps hundreds of revisions from saying the same. */
interface Sign extends EngineEvidence {
  readonly kind: string;
}

const sign = (kind: string, dialect: string, what: string): Sign => ({ ...backendOf(dialect), kind, what });

function fromConfiguration(configuration: Configuration | null): readonly Sign[] {
  const ini = configuration?.ini;
  const url = ini?.ini.raw(configuration?.section ?? 'alembic', 'sqlalchemy.url')?.text ?? '';
  return [...url.matchAll(databaseUrl)].map(([text, dialect = '']) =>
    sign('url', dialect, `sqlalchemy.url in ${ini?.file} is ${withoutPassword(text)}`),
  );
}

const urls = (path: string, text: string): readonly Sign[] =>
  [...text.matchAll(databaseUrl)].map(([url, dialect = '']) =>
    sign('url', dialect, `${path} names ${withoutPassword(url)}`),
  );

function variables(path: string, text: string): readonly Sign[] {
  const [postgres] = /^(?:export\s+)?(POSTGRES(?:QL)?_\w+|PGHOST|PGDATABASE)\s*=/m.exec(text)?.slice(1) ?? [];
  const [mysql] = /^(?:export\s+)?((?:MYSQL|MARIADB)_\w+)\s*=/m.exec(text)?.slice(1) ?? [];
  return [
    ...(postgres ? [sign('variable', 'postgresql', `${path} sets ${postgres}`)] : []),
    ...(mysql ? [sign('variable', 'mysql', `${path} sets ${mysql}`)] : []),
  ];
}

const images = (path: string, text: string): readonly Sign[] =>
  imagesIn(text).map(({ image, backend }) => sign('image', backend, `${path} uses the image ${image}`));

function requirements(path: string, text: string): readonly Sign[] {
  const words = new Set(
    uncommented(text)
      .toLowerCase()
      .replaceAll('_', '-')
      .match(/[a-z][a-z0-9-]*/g),
  );
  return Object.entries(drivers).flatMap(([driver, dialect]) =>
    words.has(driver) ? [sign('driver', dialect, `${path} requires ${driver}`)] : [],
  );
}

async function fromSettings(path: string, text: string): Promise<readonly Sign[]> {
  if (text.search(databaseUrl) === -1 && !text.includes('PostgresDsn')) return [];
  const code = await withoutComments(text);
  const typed = /\bPostgresDsn\b/.test(code)
    ? [sign('settings type', 'postgresql', `${path} types its URL as PostgresDsn`)]
    : [];
  return [...urls(path, code), ...typed];
}

const batch = /\bbatch_alter_table\s*\(/;
const renderAsBatch = /\brender_as_batch\s*=(?!\s*False\b)|["']render_as_batch["']\s*:(?!\s*False\b)/;
const worthReading = /batch_alter_table|render_as_batch|dialect\.name|sqlalchemy\.dialects|:\/\//;

async function fromMigrations(path: string, text: string): Promise<readonly Sign[]> {
  if (!worthReading.test(text)) return [];
  const code = await withoutComments(text);
  return [
    ...urls(path, code),
    ...(batch.test(code) ? [sign('batch', 'sqlite', `${path} uses batch_alter_table`)] : []),
    ...(renderAsBatch.test(code) ? [sign('render as batch', 'sqlite', `${path} sets render_as_batch`)] : []),
    ...[...code.matchAll(dialectBranch)].map(([, dialect = '']) =>
      sign('branch', dialect, `${path} branches on dialect.name being ${dialect}`),
    ),
    ...[...code.matchAll(dialectImport)].map(([, dialect = '']) =>
      sign('types', dialect, `${path} imports from sqlalchemy.dialects.${dialect}`),
    ),
  ];
}

/**
 * The first sign of each kind for each backend. A branch on the dialect's name means a second backend: where no other one is in sight, it is SQLite.
 */
function settled(found: readonly Sign[]): readonly EngineEvidence[] {
  const branch = found.find((one) => one.kind === 'branch');
  const second = branch && branch.engine === 'postgres' && found.every((one) => one.engine === 'postgres');
  const all = second ? [...found, sign('branch', 'sqlite', `${branch.what}, so another backend is used too`)] : found;
  const firsts = [...Map.groupBy(all, (one) => `${one.backend} ${one.kind}`).values()].flatMap(
    ([first]) => first ?? [],
  );
  return firsts.map(({ engine, backend, what }) => ({ engine, backend, what }));
}

function firstMajor(services: readonly (readonly [string, string])[]): number | null {
  const majors = services.flatMap(([, text]) => imagesIn(text).map((image) => image.postgresMajor));
  return majors.find((major) => major !== null) ?? null;
}

const uncommented = (text: string): string => text.replace(/^\s*[#;].*$/gm, '');
