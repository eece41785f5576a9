import type { Config, Suppressing } from '../config.ts';
import type { Finding, Note } from '../domain/finding.ts';
import type { PlannedRevision } from '../domain/plan.ts';
import { type IgnoreComment, isOver, type Suppression } from '../domain/suppression.ts';
import type { Repository } from '../repository/repository.ts';
import { commentsAbout, type Written } from './comments-about.ts';
import type { Parts } from './parts.ts';
import { matching } from './path-patterns.ts';
import { unusedSuppressions } from './unused-suppressions.ts';

export interface Words {
  /** Those of the configuration, and its file. */
  readonly configured: readonly Suppressing[];
  readonly configFile: string;
  /** Every check there is. */
  readonly checkIds: ReadonlySet<string>;
  /** Revisions of which all that there is to say was said: what speaks of them and was of no use is told. */
  readonly settled: readonly PlannedRevision[];
  /** A file's text at one end; null when it is not there. */
  readonly read: (file: string, commit: 'head' | 'base') => Promise<string | null>;
  /** Today in UTC, `2027-03-01`. */
  readonly today: string;
}

/** What the user says in this run's configuration and repository, as of now. */
export const wordsOf = (
  { suppressions, file }: Config,
  repository: Repository | null,
  { checks }: Pick<Parts, 'checks'>,
  settled: readonly PlannedRevision[],
): Words => ({
  configured: suppressions,
  configFile: file ?? '',
  checkIds: new Set(checks.map(({ id }) => id)),
  settled,
  read: async (path, commit) => {
    const tree = commit === 'base' ? repository?.base?.tree : repository?.workingTree;
    return (await tree?.read(path))?.toString() ?? null;
  },
  today: new Date().toISOString().slice(0, 10),
});

/**
 * Findings with what the user says to those that are meant to stand: in a comment at the finding's line or at the revision's line that caused it, or
 * in the configuration. A comment that gives no reason, whose day is past, that names no check or that no finding needs suppresses nothing, and a note
 * says so.
 */
export async function suppressed(
  findings: readonly Finding[],
  words: Words,
): Promise<{ readonly findings: readonly Finding[]; readonly notes: readonly Note[] }> {
  const comments = commentsAbout(words.read);
  const judged: Finding[] = [];
  const notes: Note[] = [];
  const used = new Set<IgnoreComment | Suppressing>();
  for (const finding of findings) {
    const written = await comments.about(finding);
    const valid = written.find(({ comment }) => !uselessness(comment, words.today));
    const said = valid ? null : validFor(finding, words);
    const suppression = valid ? inCode(valid) : said && inConfiguration(said, words);
    for (const each of [...written.map(({ comment }) => comment), ...(said ? [said] : [])]) used.add(each);
    judged.push({ ...finding, suppressed: suppression });
    if (suppression) notes.push({ what: inWords(finding, suppression), at: finding.at });
    else notes.push(...written.map((each) => ofNoUse(each, finding.check, words.today)), ...expired(finding, words));
  }
  const { settled, configured, configFile, checkIds } = words;
  const own = (await Promise.all(settled.map(({ file }) => comments.in(file, 'head')))).flat();
  const valid = own.filter(({ comment: { checks } }) => checks.every((check) => checkIds.has(check)));
  const unused = unusedSuppressions({ findings: judged, settled, used }, valid, configured, configFile);
  const strangers = comments.read().flatMap((each) => strange(each, checkIds));
  return { findings: judged, notes: once([...notes, ...strangers, ...unused]) };
}

const once = (notes: readonly Note[]): readonly Note[] => [
  ...new Map(notes.map((note) => [JSON.stringify(note), note])).values(),
];

function inWords({ check, severity, revision, at }: Finding, { reason, until, file, line }: Suppression): string {
  const whose = revision === null ? '' : ` of revision ${revision}`;
  const end = until === null ? '' : ` until ${until}`;
  const where = file === at?.file ? '' : `, says ${line === null ? file : `${file}:${line}`}`;
  return `Suppressed: ${severity} ${check}${whose}, for "${reason}"${end}${where}`;
}

const inCode = ({ comment: { reason, until, line }, file }: Written): Suppression => ({ reason, until, file, line });

/** Why a comment suppresses nothing; null when it does. */
function uselessness({ reason, until }: IgnoreComment, today: string): string | null {
  if (reason === '') return 'gives no reason';
  return isOver(until, today) ? `held until ${until}` : null;
}

const ofNoUse = ({ comment, file, commit }: Written, check: string, today: string): Note => ({
  what: `A comment to ignore ${check} ${uselessness(comment, today)}, so it suppresses nothing.`,
  at: { file, line: comment.line, commit },
});

const strange = ({ comment, file, commit }: Written, checkIds: ReadonlySet<string>): readonly Note[] =>
  comment.checks
    .filter((check) => !checkIds.has(check))
    .map((check) => ({
      what: `A comment ignores "${check}", which is no check: migration-gate explain lists them.`,
      at: { file, line: comment.line, commit },
    }));

const about = (finding: Finding, { configured }: Words): readonly Suppressing[] =>
  configured.filter(
    ({ check, revision, file }) =>
      check === finding.check &&
      (revision === null || (finding.revision?.startsWith(revision) ?? false)) &&
      (file === null || (finding.at !== null && matching([file])(finding.at.file))),
  );

const validFor = (finding: Finding, words: Words): Suppressing | null =>
  about(finding, words).find(({ until }) => !isOver(until, words.today)) ?? null;

const inConfiguration = ({ reason, until }: Suppressing, { configFile }: Words): Suppression => ({
  reason,
  until,
  file: configFile,
  line: null,
});

const expired = (finding: Finding, words: Words): readonly Note[] =>
  about(finding, words).map(({ check, until }) => ({
    what: `${words.configFile}: a suppression of ${check} held until ${until}, so it suppresses nothing.`,
    at: null,
  }));
