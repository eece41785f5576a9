import { type Context, placeLink } from './context.ts';
import { code } from './escape.ts';

/** What is new, edited, gone or was asked for, an item each. */
export const planItems = (context: Context): readonly string[] =>
  context.report.plan.map(({ project, revision, file, kind }) => {
    const at = placeLink({ file, line: null }, kind === 'removed' ? 'base' : 'head', context);
    return `- ${kind} ${code(revision)}${context.severalProjects ? ` of ${code(project)}` : ''} in ${at}`;
  });
