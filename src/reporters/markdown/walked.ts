import { engineNames } from '../../domain/engine-names.ts';
import type { Report, ReportStep } from '../report.ts';
import { clip } from '../size.ts';
import { count, listed, servers, time } from '../words.ts';
import type { Context } from './context.ts';
import { cell, fenced, htmlCode, line } from './escape.ts';
import { mostCode } from './prose.ts';

/** More rows than this say less: then only the steps that did not go well are listed. */
const mostRows = 60;

/** Engines with their exact versions, and every step with its outcome and time. */
export function stepsText({ report, severalProjects }: Context): string {
  const rows = [...walkRows(report), ...rollbackRows(report)];
  if (rows.length === 0) return '';
  const shown = (rows.length <= mostRows ? rows : rows.filter(({ outcome }) => outcome !== 'ok')).slice(0, mostRows);
  const left = rows.length - shown.length;
  const columns = ['project', 'revision', 'engine', 'movement', 'outcome', 'time', 'statements'];
  const table = [columns, columns.map(() => '---'), ...shown.map(({ cells }) => cells)].map(
    (cells) => `| ${(severalProjects ? cells : cells.slice(1)).join(' | ')} |`,
  );
  return [
    '### What was walked',
    '',
    `On ${line(listed(servers(report)))}.`,
    ...(shown.length === 0 ? [] : ['', ...table]),
    ...(left === 0 ? [] : ['', `${count(left, 'step')} not listed here; the JSON report has all.`]),
  ].join('\n');
}

interface Row {
  readonly outcome: string;
  readonly cells: readonly string[];
}

const walkRows = ({ walks }: Report): readonly Row[] =>
  walks.flatMap(({ project, revision, engine, steps }) =>
    steps.map((step) => row(project, revision, engineNames[engine], step.movement, step)),
  );

const rollbackRows = ({ rollback }: Report): readonly Row[] =>
  rollback.flatMap(({ project, engine, steps }) =>
    steps.map((step) => row(project, step.revision, engineNames[engine], `rollback: ${step.movement}`, step)),
  );

function row(project: string, revision: string, engine: string, movement: string, step: ReportStep): Row {
  const ran = step.outcome !== 'skipped';
  const numbers = [ran ? time(step.durationMs) : '', ran ? String(step.statements.length) : ''];
  return {
    outcome: step.outcome,
    cells: [cell(project), cell(revision), engine, movement, step.outcome, ...numbers],
  };
}

/** The SQL that the project's code ran up and down, each revision and engine folded by itself; the tool's own looks are in the report. */
export const sqlTexts = ({ report, severalProjects }: Context): readonly string[] =>
  report.walks.flatMap(({ project, revision, engine, steps }) => {
    const directions = steps.filter((step) => step.movement !== 're-upgrade' && ownStatements(step).length > 0);
    if (directions.length === 0) return [];
    const whose = `${htmlCode(revision)}${severalProjects ? ` of ${htmlCode(project)}` : ''}`;
    return [
      [
        `<details><summary>SQL of ${whose} on ${engineNames[engine]}</summary>`,
        ...directions.map((step) => `${step.movement}:\n\n${fenced(sqlOf(step), 'sql')}`),
        '</details>',
      ].join('\n\n'),
    ];
  });

const ownStatements = ({ statements }: ReportStep) => statements.filter(({ file }) => file !== null);

const sqlOf = (step: ReportStep): string =>
  clip(
    ownStatements(step)
      .map(({ sql }) => `${sql.trim().replace(/;$/, '')};`)
      .join('\n'),
    mostCode,
  );
