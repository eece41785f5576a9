import { dotted } from '../domain/reference.ts';
import { codeFrame } from './frame.ts';
import { harmlessDeep, inert } from './harmless.ts';
import { referenceMark } from './named-mark.ts';
import type { Report } from './report.ts';
import type { RenderOptions, Reporter } from './reporter.ts';
import { notesBlock, unknownsBlock } from './terminal/asides.ts';
import { labelled, type Style, styleFor } from './terminal/style.ts';
import { count } from './words.ts';

type ReportReference = Report['references'][number];

/** References for a person: each with its line, the surest first in each file, and their number in the last line. */
export const references: Reporter = {
  format: 'terminal',
  machine: false,
  extension: 'txt',
  render: async (report, options) => {
    const safe = harmlessDeep(report);
    const style = styleFor(options);
    const blocks = [
      ...(await Promise.all(safe.references.map((each) => block(each, options, style)))),
      unknownsBlock(safe, style),
      notesBlock(safe, style),
      [totals(safe)],
    ];
    return inert(
      `${blocks
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join('\n'))
        .join('\n\n')}\n`,
    );
  },
};

async function block(
  reference: ReportReference,
  { readSource }: RenderOptions,
  style: Style,
): Promise<readonly string[]> {
  const { file, line, certainty, kind, why, commit } = reference;
  const source = await readSource(file, commit === 'head' ? 'head' : 'base');
  const frame = source === null ? null : codeFrame(source, line, referenceMark(reference));
  return [
    `${style.bold(`${file}:${line}`)}  ${dotted(reference)}  ${certainty}`,
    ...(frame === null ? [] : ['', ...frame.split('\n').map((text) => `  ${text}`.trimEnd()), '']),
    ...labelled('why', `${kind}: ${why}`, style),
  ];
}

function totals({ references: all }: Report): string {
  const of = (certainty: ReportReference['certainty']) => all.filter((each) => each.certainty === certainty).length;
  if (all.length === 0) return 'No reference.';
  return `${count(all.length, 'reference')}: ${of('certain')} certain, ${of('likely')} likely, ${of('possible')} possible`;
}
