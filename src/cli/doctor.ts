import { loadConfig } from '../config.ts';
import type { DoctorSection } from '../gate/doctor.ts';
import { harmlessDeep, inert } from '../reporters/harmless.ts';
import { labelled, prose, type Style, styleFor } from '../reporters/terminal/style.ts';
import { configFile, type SurroundingFlags, toConfigFlags } from './flags.ts';
import type { LoadGate } from './gate.ts';
import { listenForStop } from './signals.ts';
import { findRoot } from './sources.ts';
import { hasColour, type Surroundings, widthOf, write } from './surroundings.ts';

/**
 * `migration-gate doctor`: what was found and would be used.
 * @returns 0 when a check could run, else 2
 * @throws GateError
 */
export async function runDoctor(
  flags: SurroundingFlags,
  surroundings: Surroundings,
  loadGate: LoadGate,
): Promise<number> {
  const { stdout, env } = surroundings;
  const cwd = surroundings.cwd();
  const root = findRoot(cwd);
  using stop = listenForStop(surroundings, () => undefined);
  const configFlags = toConfigFlags(flags, cwd, root);
  const { doctor, parts } = await loadGate();
  const checkIds = parts.checks.map(({ id }) => id);
  const config = await loadConfig({ root, file: configFile(flags, cwd), flags: configFlags, checkIds });
  const sections = await doctor({ cwd, environment: env, config, signal: stop.signal }, parts);
  const style = styleFor({ width: widthOf(stdout), colour: hasColour(stdout, env, !flags.color) });
  await write(stdout, doctorWords(sections, style));
  return canCheck(sections) ? 0 : 2;
}

/** Whether `check` could run: of a section that lists ways one is enough, of any other everything is needed. */
const canCheck = (sections: readonly DoctorSection[]): boolean =>
  sections.every(({ needs, lines }) => (needs === 'any' ? lines.some(({ ok }) => ok) : lines.every(({ ok }) => ok)));

function doctorWords(sections: readonly DoctorSection[], style: Style): string {
  const blocks = harmlessDeep(sections).map(({ title, lines }) => [
    style.bold(title),
    ...lines.flatMap(({ subject, ok, what, wayOut }) => [
      ...marked(ok ? style.good('✓') : style.bad('✗'), `${subject}: ${what}`, style),
      ...(ok || wayOut === '' ? [] : labelled('  fix', wayOut, style)),
    ]),
  ]);
  const verdict = canCheck(sections)
    ? style.good('A check can run.')
    : style.bad('A check cannot run yet: see the fixes above.');
  return inert(`${[...blocks, [verdict]].map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

const marked = (mark: string, text: string, { width }: Style): readonly string[] =>
  prose(text, width - 4).map((line, index) => `  ${index === 0 ? mark : ' '} ${line}`.trimEnd());
