import { didYouMean } from '../config/suggest.ts';
import { reporters } from '../reporters/index.ts';
import type { Reporter } from '../reporters/reporter.ts';
import { terminal } from '../reporters/terminal.ts';
import { badUsage } from './usage.ts';

/** One copy of the report. */
export interface Output {
  readonly reporter: Reporter;
  readonly to: 'stdout' | 'stderr' | { readonly file: string };
}

/**
 * Where the report goes: the terminal's own is always shown, on stderr when a machine's goes to stdout.
 * @param formats each `FORMAT` or `FORMAT:FILE`
 * @param output the file for the one machine format that names none
 * @throws GateError `bad-usage`
 */
export function toOutputs(formats: readonly string[], output: string | null): readonly Output[] {
  const named = formats.map(readFormat);
  const loose = named.filter(({ reporter, file }) => reporter.machine && file === null);
  if (loose.length > 1)
    throw badUsage(
      `${loose.map(({ reporter }) => reporter.format).join(' and ')} cannot both go to stdout`,
      `Name a file for each: ${loose.map(({ reporter }) => `--format ${reporter.format}:report.${reporter.extension}`).join(' ')}`,
    );
  if (output !== null && loose.length === 0)
    throw badUsage(`--output ${output} says where, but no --format without a file says what`, `Add --format json.`);
  const files = [...named.flatMap(({ file }) => file ?? []), ...(output === null ? [] : [output])];
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw badUsage(`two reports cannot both go to ${twice}`, 'Name a file for each.');

  const outputs = named.flatMap(({ reporter, file }): readonly Output[] => {
    if (file !== null) return [{ reporter, to: { file } }];
    if (!reporter.machine) return [];
    return [{ reporter, to: output === null ? 'stdout' : { file: output } }];
  });
  return [...outputs, { reporter: terminal, to: outputs.some(({ to }) => to === 'stdout') ? 'stderr' : 'stdout' }];
}

function readFormat(text: string): { readonly reporter: Reporter; readonly file: string | null } {
  const colon = text.indexOf(':');
  const format = colon < 0 ? text : text.slice(0, colon);
  const file = colon < 0 ? null : text.slice(colon + 1);
  const reporter = reporters.find((each) => each.format === format);
  const formats = reporters.map((each) => each.format);
  if (!reporter)
    throw badUsage(
      `--format ${text}: there is no format "${format}"${didYouMean(format, formats)}`,
      `Formats: ${formats.join(', ')}.`,
    );
  if (file === '')
    throw badUsage(`--format ${text} names no file after the colon`, `Give one: --format ${format}:FILE`);
  return { reporter, file };
}
