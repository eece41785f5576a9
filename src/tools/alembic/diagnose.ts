import { posix } from 'node:path';
import { heads } from '../../domain/history.ts';
import type { Diagnosis, Project, ToolOptions } from '../tool.ts';
import { withoutPassword } from './backends.ts';
import { installedDrivers } from './database-drivers.ts';
import type { Detected } from './detect.ts';
import type { AlembicFacts, Interpreter } from './facts.ts';
import { type Search, searchInterpreter } from './interpreter.ts';
import { urlSource } from './url-source.ts';

const ok = (subject: string, what: string): Diagnosis => ({ subject, ok: true, what, wayOut: '' });
const missing = (subject: string, what: string, wayOut: string): Diagnosis => ({ subject, ok: false, what, wayOut });

/** One line each of what was found of a project and would be used. */
export async function diagnose(detected: Detected, tool: ToolOptions, project: Project): Promise<readonly Diagnosis[]> {
  const { facts, options } = detected;
  const search = await searchInterpreter(facts, options.python, tool.environment);
  return [
    ok('configuration', `${facts.id} (${styles[facts.style]})`),
    ok(
      'script location',
      `${project.scriptLocation || '.'}, run from ${posix.relative(facts.root, facts.workingFolder) || 'the root'}`,
    ),
    await revisions(project, tool),
    await url(facts, tool),
    interpreter(search),
    ...(search.found ? await drivers(search.found, tool) : []),
  ];
}

const styles: Readonly<Record<AlembicFacts['style'], string>> = {
  ini: 'an ini file',
  toml: '[tool.alembic]',
  'flask-migrate': 'Flask-Migrate',
  none: 'a script location without a configuration file',
};

async function revisions(project: Project, tool: ToolOptions): Promise<Diagnosis> {
  const history = await project.history(tool.workingTree);
  const at = heads(history);
  const folders = project.versionFolders.join(', ');
  const [problem] = history.problems;
  if (problem)
    return missing(
      'revisions',
      `${folders}: ${problem.file}: ${problem.what}`,
      'Mend the history; `alembic heads` refuses it as well.',
    );
  if (history.revisions.size === 0) return none(project, tool, folders);
  return ok(
    'revisions',
    `${folders}: ${history.revisions.size}, ${at.length === 1 ? 'head' : `${at.length} heads:`} ${at.join(', ')}`,
  );
}

/** Files in deeper folders are the likeliest reason: Alembic does not look there by itself. */
async function none(project: Project, tool: ToolOptions, folders: string): Promise<Diagnosis> {
  const below = (await Promise.all(project.versionFolders.map((folder) => tool.workingTree.list(folder)))).flat();
  const deeper = below.find((path) => path.endsWith('.py') && !path.endsWith('__init__.py'));
  if (!deeper) return missing('revisions', `${folders}: none`, '`alembic revision -m "first"` writes one.');
  const wayOut = 'Set `recursive_version_locations = true`, or name the folders in `version_locations`.';
  return missing('revisions', `${folders}: none, but deeper files such as ${deeper}`, wayOut);
}

async function url(facts: AlembicFacts, tool: ToolOptions): Promise<Diagnosis> {
  const sources = await urlSource(facts, tool.workingTree);
  const configured = facts.url ? `sqlalchemy.url is ${withoutPassword(facts.url)}` : 'sqlalchemy.url is not set';
  return ok(
    'database URL',
    `${configured}${sources ? `; env.py ${sources}` : ''}. Every connection goes to a scratch database instead.`,
  );
}

function interpreter({ found, rejected }: Search): Diagnosis {
  const others = rejected.map(({ candidate, why }) => `${candidate.path} (${candidate.because}): ${why}`).join('; ');
  if (found) {
    const versions = `Python ${found.version}, Alembic ${found.alembic}, SQLAlchemy ${found.sqlalchemy}`;
    return ok(
      'interpreter',
      `${found.path} (${found.because}): ${versions}${others ? `. Passed over: ${others}` : ''}`,
    );
  }
  return missing(
    'interpreter',
    others || 'there is no Python',
    'Install the project’s packages, or point to its interpreter with `--python PATH`.',
  );
}

async function drivers(python: Interpreter, tool: ToolOptions): Promise<readonly Diagnosis[]> {
  return (await installedDrivers(python.path, tool.environment)).map(({ engine, modules, install }) =>
    modules.length > 0
      ? ok(`driver for ${engine}`, modules.join(', '))
      : missing(`driver for ${engine}`, 'none can be imported', install),
  );
}
