import type { Unknown } from '../domain/finding.ts';
import { mentions } from '../domain/mentions.ts';
import { headRevision, type PlannedRevision, type ProjectPlan } from '../domain/plan.ts';
import { dotted } from '../domain/reference.ts';
import type { TakenAway } from '../domain/taken-away.ts';
import type { Walk } from '../domain/walk.ts';

/**
 * What is taken away, without what a later revision may bring back: one that was to be walked, whose upgrade ran nowhere to its end, and which names it in
 * its way up. Whether it is gone in the end is unknown then.
 * @param read the text of a file at the head; null when it is not there
 */
export async function goneForGood(
  taken: readonly TakenAway[],
  plans: readonly ProjectPlan[],
  share: ReadonlySet<PlannedRevision>,
  walks: readonly Walk[],
  read: (file: string) => Promise<string | null>,
): Promise<{ readonly gone: readonly TakenAway[]; readonly unknowns: readonly Unknown[] }> {
  const gone: TakenAway[] = [];
  const unknowns: Unknown[] = [];
  for (const each of taken) {
    const plan = plans.find(({ project }) => project === each.project);
    const later =
      plan?.revisions.slice(plan.revisions.findIndex(({ revision }) => revision === each.revision) + 1) ?? [];
    const unwalked = later.filter((planned) => share.has(planned) && !ranWell(planned, walks));
    const naming = plan && (await firstNaming(each, plan, unwalked, read));
    if (!naming) gone.push(each);
    else
      unknowns.push({
        what: `whether \`${dotted(each.name)}\` is gone in the end, so code that names it was not looked for`,
        why: `${each.revision} takes it away, and ${naming.revision}, whose upgrade did not run to its end, names it`,
        at: { file: naming.file, line: null, commit: 'head' },
        decisive: true,
      });
  }
  return { gone, unknowns };
}

const ranWell = ({ project, revision }: PlannedRevision, walks: readonly Walk[]): boolean =>
  walks.some(
    (walk) =>
      walk.project === project &&
      walk.revision === revision &&
      walk.steps.some(({ movement, outcome }) => movement === 'upgrade' && outcome === 'ok'),
  );

async function firstNaming(
  { name: { table, column } }: TakenAway,
  plan: ProjectPlan,
  revisions: readonly PlannedRevision[],
  read: (file: string) => Promise<string | null>,
): Promise<PlannedRevision | null> {
  for (const planned of revisions) {
    const { start, end } = headRevision(plan, planned)?.lines.upgrade ?? { start: 1, end: Number.POSITIVE_INFINITY };
    const text = ((await read(planned.file)) ?? '')
      .split('\n')
      .slice(start - 1, end)
      .join('\n');
    if (mentions(text, table) && (column === null || mentions(text, column))) return planned;
  }
  return null;
}
