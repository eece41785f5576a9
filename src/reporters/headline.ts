import { severities } from '../domain/finding.ts';
import { standing } from './harshest-first.ts';
import type { Report } from './report.ts';
import { count, listed, servers } from './words.ts';

/** Nothing was planned and nothing is to be said. */
export const isNothingNew = ({ plan, findings, unknowns, error }: Report): boolean =>
  plan.length === 0 && findings.length === 0 && unknowns.length === 0 && error === null;

/** What came of the run, without the verdict's word: `2 errors, 1 notice; 1 revision walked on Postgres 17.10 (embedded)`. */
export const outcome = (report: Report): string =>
  isNothingNew(report)
    ? `nothing new: no revision was added, edited or removed${since(report)}`
    : [...stopped(report), ...counts(report), ...walked(report)].join('; ');

const since = ({ base }: Report): string => (base === null ? '' : ` since ${base.slice(0, 12)}`);

function counts(report: Report): readonly string[] {
  const { findings, unknowns } = report;
  const heavy = standing(report);
  const found = severities.toReversed().flatMap((severity) => {
    const number = heavy.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [count(number, severity)];
  });
  const decisive = unknowns.filter((unknown) => unknown.decisive).length;
  const unlearned = decisive === 0 ? [] : [`${count(decisive, 'thing')} that had to be known could not be learned`];
  const light = findings.length - heavy.length;
  const said = [...found, ...(light === 0 ? [] : [`${light} suppressed`])];
  return [...(said.length === 0 ? [] : [said.join(', ')]), ...unlearned];
}

const stopped = ({ error, walks }: Report): readonly string[] =>
  error === null ? [] : [`the gate could not run${walks.length === 0 ? '' : ' to its end'} (${error.code})`];

function walked(report: Report): readonly string[] {
  const revisions = new Set(report.walks.map(({ project, revision }) => `${project} ${revision}`)).size;
  if (revisions === 0) return report.error ? [] : ['no revision walked', ...shardOf(report)];
  return [`${count(revisions, 'revision')} walked on ${listed(servers(report))}`, ...shardOf(report)];
}

const shardOf = ({ shard }: Report): readonly string[] =>
  shard === null ? [] : [`shard ${shard.index} of ${shard.count} alone`];
