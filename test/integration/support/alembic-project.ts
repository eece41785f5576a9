import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DatabaseTarget } from '../../../src/domain/database.ts';
import type { GateError } from '../../../src/domain/error.ts';
import { nothingSaid } from '../../../src/tools/alembic/detect.ts';
import type { AlembicFacts, Interpreter } from '../../../src/tools/alembic/facts.ts';
import { openMover } from '../../../src/tools/alembic/mover.ts';
import type { WaitingDrivers } from '../../../src/tools/alembic/waiting-drivers.ts';
import type { Mover, OpenOptions, ProjectOptions, StepResult } from '../../../src/tools/tool.ts';
import type { ScratchPostgres } from './scratch-postgres.ts';

const repository = join(import.meta.dirname, '../../..');
const fixtures = join(repository, 'test/fixtures/mover');

/** The interpreter that the set-up script makes; its versions are those of test/requirements.txt. */
export const interpreter: Interpreter = {
  path: join(repository, '.cache/python/bin/python'),
  because: 'the tests’ own',
  version: '3.11.7',
  alembic: '1.20.1',
  sqlalchemy: '2.1.9',
  installed: '',
};

export interface TestProject extends Disposable {
  readonly root: string;
  readonly facts: AlembicFacts;
  /** The text of a line of one of its files, trimmed. */
  line(at: { readonly file: string | null; readonly line: number | null } | null): string;
  sqlite(): DatabaseTarget;
}

export interface ProjectShape {
  /** A file of test/fixtures/mover, or the text of an env.py. */
  readonly env?: string;
  readonly url?: string;
  /** Revision id → text of its file. */
  readonly revisions?: Readonly<Record<string, string>>;
  /** Path below the root → text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly facts?: Partial<AlembicFacts>;
}

/** An Alembic project in a folder of its own. */
export function alembicProject(shape: ProjectShape): TestProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'mover-project-')));
  const url = shape.url ?? 'driver://user:pass@localhost/dbname';
  const env = shape.env ?? 'url-from-ini.py';
  const files: Record<string, string> = {
    'alembic.ini': `[alembic]\nscript_location = migrations\nsqlalchemy.url = ${url}\n`,
    'migrations/env.py': env.includes('\n') ? env : readFileSync(join(fixtures, env), 'utf8'),
    'migrations/versions/.keep': '',
    ...shape.files,
  };
  for (const [id, text] of Object.entries(shape.revisions ?? {})) files[`migrations/versions/${id}.py`] = text;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return {
    root,
    facts: {
      root,
      id: 'alembic.ini',
      style: 'ini',
      iniFile: join(root, 'alembic.ini'),
      tomlFile: null,
      section: 'alembic',
      scriptLocation: join(root, 'migrations'),
      versionFolders: [join(root, 'migrations/versions')],
      recursive: false,
      workingFolder: root,
      url,
      x: [],
      allowConnect: [],
      ...shape.facts,
    },
    line: (at) =>
      at?.file == null || at.line === null
        ? ''
        : (readFileSync(join(root, at.file), 'utf8').split('\n')[at.line - 1] ?? '').trim(),
    sqlite: () => ({ engine: 'sqlite', path: join(root, 'scratch.db') }),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** A revision file whose functions hold these lines. */
export function revision(
  id: string,
  down: string | readonly string[] | null,
  upgrade: string,
  downgrade = 'pass',
): string {
  const indented = (body: string) =>
    body
      .trim()
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n');
  return [
    'import sqlalchemy as sa',
    'from alembic import op',
    '',
    `revision = ${JSON.stringify(id)}`,
    `down_revision = ${down === null ? 'None' : JSON.stringify(down)}`,
    '',
    'def upgrade():',
    indented(upgrade),
    '',
    'def downgrade():',
    indented(downgrade),
    '',
  ].join('\n');
}

/** Opens a project as the gate does; further options of the project or of the run may be given. */
export function open(
  project: TestProject,
  target: DatabaseTarget,
  options: Partial<OpenOptions> & {
    readonly project?: Partial<ProjectOptions>;
    readonly environment?: Record<string, string>;
    /** The tests' own unless told. */
    readonly interpreter?: Interpreter;
    readonly waiting?: WaitingDrivers;
  } = {},
): Promise<Mover> {
  const { project: projectOptions, environment = {}, interpreter: python = interpreter, waiting, ...run } = options;
  return openMover(
    project.facts,
    python,
    { ...nothingSaid, ...projectOptions },
    { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    {
      target,
      runFolder: project.root,
      runId: 'test',
      others: new Map(),
      versionFolders: null,
      timeoutMs: 30_000,
      isolate: false,
      signal: new AbortController().signal,
      ...run,
    },
    waiting,
  );
}

/** The error with which opening fails; on SQLite unless told. */
export async function openingFailure(
  shape: ProjectShape,
  options: Parameters<typeof open>[2] & { readonly target?: DatabaseTarget } = {},
): Promise<GateError> {
  using project = alembicProject(shape);
  try {
    await using _mover = await open(project, options.target ?? project.sqlite(), options);
  } catch (error) {
    return error as GateError;
  }
  throw new Error('it opened');
}

export const traced = { trace: true } as const;

/** A new database of the server, as a target. */
export async function postgresTarget(
  server: ScratchPostgres,
): Promise<DatabaseTarget & { readonly engine: 'postgres' }> {
  const { port, user, password } = server;
  return { engine: 'postgres', host: '127.0.0.1', port, user, password, database: await server.createDatabase() };
}

/** The revision's own statements: the source line that issued each, and its SQL on one line. */
export const issued = (project: TestProject, step: StepResult): readonly (readonly [string, string])[] =>
  step.statements
    .filter(({ file }) => file?.includes('versions/'))
    .map((statement) => [project.line(statement), statement.sql.replace(/\s+/g, ' ').trim()]);
