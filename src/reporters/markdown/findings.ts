import { harshestFirst, standing } from '../harshest-first.ts';
import type { ReportFinding } from '../report.ts';
import type { Context } from './context.ts';
import { code } from './escape.ts';
import { findingText } from './finding.ts';
import type { Room } from './fitting.ts';

/** The harshest findings that have room, by revision in the order of the report, and how many are left. */
export async function fittingFindings(context: Context, room: Room) {
  const findings = standing(context.report);
  const taken = new Map<ReportFinding, string>();
  const groups = new Set<string>();
  for (const finding of harshestFirst(context.report)) {
    const text = await findingText(finding, context);
    const group = groupOf(finding, context);
    if (!room.take(groups.has(group) ? text : `${group}\n\n${text}`)) break;
    groups.add(group);
    taken.set(finding, text);
  }
  const byGroup = Map.groupBy(
    findings.filter((finding) => taken.has(finding)),
    (finding) => groupOf(finding, context),
  );
  const texts = [...byGroup].flatMap(([group, members]) => [group, ...members.map((each) => taken.get(each) ?? '')]);
  return { texts, left: findings.length - taken.size };
}

const groupOf = ({ project, revision }: ReportFinding, { severalProjects }: Context): string =>
  [
    `### ${revision === null ? 'The history' : `Revision ${code(revision)}`}`,
    ...(severalProjects && project !== '' ? [`of ${code(project)}`] : []),
  ].join(' ');
