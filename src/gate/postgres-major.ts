import type { Note } from '../domain/finding.ts';
import { postgresMajors } from '../engines/engine.ts';
import type { Project } from '../tools/tool.ts';

const [oldest, newest] = [Math.min(...postgresMajors), Math.max(...postgresMajors)];

/** The major where neither the user nor the project's files name one. */
export const usualMajor = 17;

/** The major that a project is walked on: the user's word, else what its compose or workflow files name as far as the gate knows it. */
export async function majorFor(
  project: Project,
  asked: number | null,
): Promise<{ readonly major: number; readonly notes: readonly Note[] }> {
  if (asked !== null) return { major: asked, notes: [] };
  const { postgresMajor: named } = await project.engineEvidence();
  if (named === null) return { major: usualMajor, notes: [] };
  const major = Math.min(Math.max(named, oldest), newest);
  const what = `${project.id}: its files name Postgres ${named}; the gate knows ${oldest} to ${newest}, so it was walked on ${major}.`;
  return { major, notes: major === named ? [] : [{ what, at: null }] };
}
