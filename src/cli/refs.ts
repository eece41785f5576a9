import { relative, resolve } from 'node:path';
import { loadConfig } from '../config.ts';
import { noEvidence } from '../domain/evidence.ts';
import { type Certainty, certainties, dotted, type Reference } from '../domain/reference.ts';
import { references as terminal } from '../reporters/references.ts';
import type { Report } from '../reporters/report.ts';
import { toReport } from '../reporters/to-report.ts';
import { deliver, probe } from './deliver.ts';
import { failureWords } from './failure.ts';
import { configFile, toConfigFlags } from './flags.ts';
import type { LoadGate } from './gate.ts';
import { toOutputs } from './outputs.ts';
import { newNameIn, renamedWords, writeRenamed } from './refs-fix.ts';
import { findRoot, sourcesOf } from './sources.ts';
import { type Surroundings, write } from './surroundings.ts';
import { badUsage } from './usage.ts';

/** As commander gives them, unread. */
export interface RefsFlags {
  readonly commit?: string;
  readonly config?: string;
  readonly schema?: string;
  readonly fix?: boolean;
  readonly renameTo?: string;
  readonly certainty?: string;
  readonly format?: readonly string[];
  readonly output?: string;
  readonly color: boolean;
}

/**
 * `migration-gate refs tenants.config …`: the code that names a table or column.
 * @returns 0 with or without references; 2 when the report could not be written
 * @throws GateError `bad-usage`, `bad-config`, `no-git`, `base-missing`, `io`
 */
export async function runRefs(
  names: readonly string[],
  flags: RefsFlags,
  surroundings: Surroundings,
  loadGate: LoadGate,
): Promise<number> {
  const started = performance.now();
  const cwd = surroundings.cwd();
  for (const name of names) checkName(name);
  const newName = newNameIn(names, flags);
  const atLeast = certaintyOf(flags.certainty ?? 'possible');
  const outputs = toOutputs(flags.format ?? [], flags.output ?? null).map(({ reporter, to }) => {
    if (reporter.format === 'terminal') return { reporter: terminal, to };
    if (reporter.format === 'json') return { reporter, to };
    throw badUsage(`refs has no format "${reporter.format}"`, 'Formats: terminal, json.');
  });
  await probe(outputs, cwd);
  const { refs, renaming, parts } = await loadGate();
  const root = findRoot(cwd);
  const config = await loadConfig({
    root,
    file: configFile(flags, cwd),
    flags: toConfigFlags(flags, cwd, root),
    checkIds: parts.checks.map(({ id }) => id),
  });
  const options = {
    cwd,
    environment: surroundings.env,
    names,
    commit: flags.commit ?? null,
    schema: flags.schema ?? (config.references.schema && relative(cwd, resolve(root, config.references.schema))),
    config,
  };
  if (newName !== null) {
    const renamed = await renaming(options, newName, parts);
    await writeRenamed(root, renamed);
    await write(surroundings.stdout, renamedWords(renamed));
    return 0;
  }
  const { sha, references, unknowns, strangers } = await refs(options, parts);
  const notes = strangers.map((name) => ({
    what: `Neither the code nor a schema file knows ${dotted(name)}: --schema FILE.sql names one.`,
    at: null,
  }));
  const shown = references
    .filter(({ certainty }) => certainties.indexOf(certainty) >= certainties.indexOf(atLeast))
    .toSorted(byPlace);
  const found = { ...noEvidence, references: shown, unknowns, notes };
  const verdict = { kind: 'pass' as const, findings: [], error: null };
  const report = atCommit(toReport({ verdict, evidence: found }, performance.now() - started), sha);
  const readSource = sourcesOf(root, sha, surroundings.env);
  const unwritten = await deliver(report, outputs, { surroundings, readSource, colourRefused: !flags.color });
  for (const error of unwritten) await write(surroundings.stderr, failureWords(error, surroundings));
  return unwritten.length > 0 ? 2 : 0;
}

const atCommit = (report: Report, sha: string | null): Report =>
  sha === null ? report : { ...report, references: report.references.map((each) => ({ ...each, commit: sha })) };

const byPlace = (a: Reference, b: Reference): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line);

function checkName(text: string): void {
  const parts = text.split('.');
  if (parts.length <= 3 && !parts.includes('')) return;
  throw badUsage(
    `"${text}" is neither a table nor a column`,
    'Name a table, `tenants`, or a column with its table, `tenants.config`; a schema may stand before it: `shared.tenants.config`.',
  );
}

function certaintyOf(text: string): Certainty {
  const certainty = certainties.find((each) => each === text);
  if (certainty) return certainty;
  throw badUsage(`--certainty ${text} must be ${certainties.join(', ')}`);
}
