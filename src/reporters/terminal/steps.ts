import { engineNames } from '../../domain/engine-names.ts';
import type { Report, ReportStep } from '../report.ts';
import { count, listed, servers, time } from '../words.ts';
import type { Style } from './style.ts';

interface Row {
  readonly project: string;
  readonly revision: string;
  readonly engine: string;
  readonly step: ReportStep;
  readonly way: 'walk' | 'rollback';
}

/** More rows than this say less: then only the steps that did not go well are listed. */
const mostRows = 48;

const headings = ['project', 'revision', 'engine', 'movement', 'outcome', 'time', 'statements'];

/** The steps walked, as columns; none when nothing was walked. */
export function stepsTable(report: Report, style: Style, severalProjects: boolean): readonly string[] {
  const all = rowsOf(report);
  if (all.length === 0) return [];
  const rows = all.length <= mostRows ? all : all.filter(({ step }) => step.outcome !== 'ok');
  const left = all.length - rows.length;
  const cells = [headings, ...rows.map(cellsOf)].map((row) => (severalProjects ? row : row.slice(1)));
  const table = rows.length === 0 ? [] : aligned(cells);
  const painted = table.map((line, index) => (index === 0 ? style.dim(line) : paint(line, rows[index - 1], style)));
  const rest =
    left === 0
      ? []
      : [`  ${count(left, 'step')} that went well ${left === 1 ? 'is' : 'are'} not listed; --format json lists all.`];
  return [style.bold(`Steps walked on ${listed(servers(report))}`), ...painted, ...rest];
}

function rowsOf({ walks, rollback }: Report): readonly Row[] {
  return [
    ...walks.flatMap(({ project, revision, engine, steps }) =>
      steps.map((step): Row => ({ project, revision, engine: engineNames[engine], step, way: 'walk' })),
    ),
    ...rollback.flatMap(({ project, engine, steps }) =>
      steps.map(
        (step): Row => ({ project, revision: step.revision, engine: engineNames[engine], step, way: 'rollback' }),
      ),
    ),
  ];
}

const cellsOf = ({ project, revision, engine, step, way }: Row): readonly string[] => [
  project,
  revision,
  engine,
  way === 'walk' ? step.movement : `rollback: ${step.movement}`,
  step.outcome,
  step.outcome === 'skipped' ? '' : time(step.durationMs),
  step.outcome === 'skipped' ? '' : String(step.statements.length),
];

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}

const paint = (line: string, row: Row | undefined, style: Style): string =>
  row?.step.outcome === 'failed' ? style.bad(line) : row?.step.outcome === 'skipped' ? style.dim(line) : line;
