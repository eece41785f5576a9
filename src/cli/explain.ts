import type { Check } from '../checks/check.ts';
import { didYouMean } from '../config/suggest.ts';
import { prose, type Style, styleFor } from '../reporters/terminal/style.ts';
import type { LoadGate } from './gate.ts';
import { readPage } from './pages.ts';
import { hasColour, type Surroundings, widthOf, write } from './surroundings.ts';
import { badUsage } from './usage.ts';

/** `migration-gate explain`: one check's page, or all checks in a list. @throws GateError `bad-usage` for a check that does not exist */
export async function runExplain(
  id: string | undefined,
  surroundings: Surroundings,
  loadGate: LoadGate,
): Promise<number> {
  const { stdout, env } = surroundings;
  const { parts } = await loadGate();
  const style = styleFor({ width: widthOf(stdout), colour: hasColour(stdout, env, false) });
  const text = id === undefined ? listOf(parts.checks, style) : plain(await pageOf(id, parts.checks), style);
  await write(stdout, `${text}\n`);
  return 0;
}

function listOf(checks: readonly Check[], style: Style): string {
  const widest = Math.max(...checks.map(({ id }) => id.length));
  return checks
    .map(({ id, severity, summary }) => {
      const head = `${style.bold(id.padEnd(widest))}  ${style.severity[severity](severity.padEnd(7))}  `;
      const indent = ' '.repeat(widest + 11);
      return prose(summary, style.width - indent.length)
        .map((line, index) => (index === 0 ? head : indent) + line)
        .join('\n');
    })
    .join('\n');
}

async function pageOf(id: string, checks: readonly Check[]): Promise<string> {
  const ids = checks.map((check) => check.id);
  if (!ids.includes(id))
    throw badUsage(`there is no check "${id}"${didYouMean(id, ids)}`, '`migration-gate explain` lists all checks.');
  const page = await readPage(id);
  if (page === null) throw new Error(`the page of ${id} is missing from this build`);
  return page;
}

/** Markdown as a terminal shows it: headings stand out, links show their address, code and tables stay as they are. */
export function plain(markdown: string, style: Style): string {
  let isCode = false;
  return markdown
    .trimEnd()
    .split('\n')
    .flatMap((line): readonly string[] => {
      if (line.startsWith('```')) {
        isCode = !isCode;
        return [];
      }
      if (isCode) return [`    ${line}`.trimEnd()];
      const heading = /^#+\s+(.*)$/.exec(line)?.[1];
      if (heading !== undefined) return [style.bold(heading)];
      if (line.startsWith('|')) return [line];
      return prose(line.replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 ($2)').replace(/\*\*([^*]+)\*\*/g, '$1'), style.width);
    })
    .join('\n');
}
