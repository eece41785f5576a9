import type { Engine } from '../engines/engine.ts';
import { openRepository } from '../repository/index.ts';
import type { Diagnosis } from '../tools/tool.ts';
import { cachingOf } from './cache-folder.ts';
import { detectProjects } from './detect.ts';
import type { GateOptions } from './gate.ts';
import type { Parts } from './parts.ts';
import { majorFor, usualMajor } from './postgres-major.ts';

export interface DoctorSection {
  readonly title: string;
  /** Whether a check could run: with every line as it should be, or with any one of them, for they are ways to the same thing. */
  readonly needs: 'all' | 'any';
  readonly lines: readonly Diagnosis[];
}

type DoctorOptions = Pick<GateOptions, 'cwd' | 'environment' | 'config' | 'signal'>;

/** What the gate found and would use, with a way out for what is missing. Starts no database. */
export async function doctor(options: DoctorOptions, parts: Parts): Promise<readonly DoctorSection[]> {
  const { environment, config } = options;
  const { root, workingTree } = await openRepository({ ...options, base: null, all: true });
  const detected = await detectProjects(parts, {
    root,
    workingTree,
    projects: config.projects,
    environment,
    cacheFolder: null,
  });
  const projects = await Promise.all(
    detected.map(async (project) => ({
      title: project.id,
      needs: 'all' as const,
      lines: await project.diagnose(),
      major: (await majorFor(project, config.engines.postgres.version)).major,
    })),
  );
  const major = projects[0]?.major ?? config.engines.postgres.version ?? usualMajor;
  const engines = await Promise.all(parts.engines.map((engine) => engineSection(engine, major, options, root)));
  return [gitSection(root), ...(projects.length > 0 ? projects : [noProject(root)]), ...engines.flat()];
}

const gitSection = (root: string): DoctorSection => ({
  title: 'repository',
  needs: 'all',
  lines: [{ subject: 'root', ok: true, what: root, wayOut: '' }],
});

const noProject = (root: string): DoctorSection => ({
  title: 'projects',
  needs: 'all',
  lines: [
    {
      subject: 'Alembic',
      ok: false,
      what: `no project below ${root}`,
      wayOut: 'Point to one with --project path/to/alembic.ini',
    },
  ],
});

async function engineSection(
  engine: Engine,
  version: number,
  { config, environment, signal }: DoctorOptions,
  root: string,
): Promise<DoctorSection[]> {
  const ways = await engine.availability({
    postgres: { ...config.engines.postgres, version, cacheFolder: cachingOf(config, environment, root).folder },
    environment,
    runFolder: '',
    runId: '',
    signal,
    say: () => undefined,
  });
  const title = engine.id === 'postgres' ? `postgres ${version}` : engine.id;
  return [
    {
      title,
      needs: 'any',
      lines: ways.map(({ name, available, what, wayOut }) => ({ subject: name, ok: available, what, wayOut })),
    },
  ];
}
