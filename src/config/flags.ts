import { anyProject, type FileConfig } from './schema.ts';
import type { ConfigFlags, ProjectConfig } from './types.ts';

/** Flags win over the file; `--project` chooses among its projects or names others. */
export function withFlags(file: FileConfig, flags: ConfigFlags): FileConfig {
  const { provider, version } = file.engines.postgres;
  return {
    projects: projectsFor(file.projects, flags),
    engines: {
      use: flags.engines ?? file.engines.use,
      postgres: {
        ...file.engines.postgres,
        provider: flags.postgres ?? provider,
        version: flags.postgresVersion ?? version,
      },
    },
    cache: flags.cache ?? file.cache,
    budgets: { timeoutMs: flags.timeoutMs ?? file.budgets.timeoutMs },
    isolate: flags.isolate ?? file.isolate,
    checks: file.checks,
    references: file.references,
    suppressions: file.suppressions,
    failOn: flags.failOn ?? file.failOn,
    inconclusive: flags.inconclusive ?? file.inconclusive,
  };
}

function projectsFor(configured: readonly ProjectConfig[], flags: ConfigFlags): readonly ProjectConfig[] {
  const common =
    configured.find((project) => project.config === null && project.scriptLocation === null) ?? anyProject();
  const chosen = flags.projects.map(
    (config) => configured.find((project) => project.config === config) ?? { ...common, config },
  );
  const projects = chosen.length > 0 ? chosen : configured;
  const { python, passEnv } = flags;
  if (python === null && passEnv.length === 0) return projects;
  return (projects.length > 0 ? projects : [common]).map((project) => ({
    ...project,
    python: python ?? project.python,
    passEnv: [...project.passEnv, ...passEnv],
  }));
}
