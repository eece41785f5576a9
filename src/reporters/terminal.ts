import { harmlessDeep, inert } from './harmless.ts';
import { harshestFirst } from './harshest-first.ts';
import type { Report } from './report.ts';
import type { RenderOptions, Reporter } from './reporter.ts';
import { errorBlock, notesBlock, unknownsBlock } from './terminal/asides.ts';
import { findingBlock } from './terminal/finding.ts';
import { stepsTable } from './terminal/steps.ts';
import { styleFor } from './terminal/style.ts';
import { verdictLine } from './terminal/verdict.ts';

/** For a person: a block for each thing, the harshest first, and the verdict in the last line. */
export const terminal: Reporter = {
  format: 'terminal',
  machine: false,
  extension: 'txt',
  render: async (report, options) =>
    inert(`${(await blocks(harmlessDeep(report), options)).map((lines) => lines.join('\n')).join('\n\n')}\n`),
};

async function blocks(report: Report, options: RenderOptions): Promise<readonly (readonly string[])[]> {
  const style = styleFor(options);
  const severalProjects = new Set(report.plan.map(({ project }) => project)).size > 1;
  const all = [
    ...(await Promise.all(
      harshestFirst(report).map((finding) => findingBlock(finding, report, options.readSource, style, severalProjects)),
    )),
    unknownsBlock(report, style),
    notesBlock(report, style),
    stepsTable(report, style, severalProjects),
    report.error ? errorBlock(report.error, style) : [],
    [verdictLine(report, style)],
  ];
  return all.filter((lines) => lines.length > 0);
}
