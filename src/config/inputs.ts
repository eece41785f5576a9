import * as z from 'zod';
import { must } from './values.ts';

/** One input of the Action. One that is also a flag or a key has the same name and means the same. */
export interface InputDefinition {
  readonly name: string;
  /** Whole sentences, for action.yml and the documentation. */
  readonly what: string;
  /** As it stands in action.yml; '' where nothing given means something of its own, said in `unset`. */
  readonly initial: string;
  /** What holds when nothing is given, for the documentation. */
  readonly unset?: string;
}

/** Every input there is, in the order of the documentation. */
export const inputDefinitions = [
  {
    name: 'working-directory',
    what: 'The folder to work in, relative to the workspace. Paths in other inputs are relative to it.',
    initial: '.',
  },
  {
    name: 'project',
    what: 'The projects to look at: ini files, one a line or separated by commas.',
    initial: '',
    unset: 'all that are found',
  },
  {
    name: 'python',
    what: "The interpreter that runs the project's code.",
    initial: '',
    unset: 'found',
  },
  {
    name: 'pass-env',
    what: "Variables of this step that the project's code may see, one a line or separated by commas. Nothing of GitHub's passes by itself.",
    initial: '',
    unset: 'none',
  },
  {
    name: 'engines',
    what: 'The databases to walk on: auto, or a list such as postgres,sqlite.',
    initial: '',
    unset: 'auto',
  },
  {
    name: 'postgres',
    what: 'Where Postgres comes from: auto, testcontainers, system, embedded, or the URL of a server.',
    initial: '',
    unset: 'auto',
  },
  {
    name: 'postgres-version',
    what: 'The major version of Postgres, 14 to 18.',
    initial: '',
    unset: "as the project's compose or workflow files say, else 17",
  },
  {
    name: 'cache',
    what: 'The folder that keeps built bases and downloaded servers between runs, for actions/cache; false: no base is kept.',
    initial: '',
    unset: "the user's cache folder",
  },
  { name: 'timeout', what: 'How long one step may take: 10m, 60s, 500ms.', initial: '', unset: '10m' },
  {
    name: 'isolate',
    what: "Whether the project's code runs in a network of its own, from where only its databases can be reached: true or false.",
    initial: 'false',
  },
  {
    name: 'fail-on',
    what: 'The mildest severity that fails: notice, warning or error.',
    initial: '',
    unset: 'error',
  },
  {
    name: 'inconclusive',
    what: 'What a run is that could not learn what it must: fail, or allow (the check is neutral then).',
    initial: '',
    unset: 'fail',
  },
  {
    name: 'config',
    what: 'The configuration file.',
    initial: '',
    unset: 'migration-gate.yml and the other usual places',
  },
  {
    name: 'base',
    what: 'A branch, tag or commit to compare with.',
    initial: '',
    unset: 'what the event compares with; the whole history on workflow_dispatch and schedule',
  },
  {
    name: 'report',
    what: 'Where the JSON report is written. It is written on every end, also when the gate could not run.',
    initial: '',
    unset: 'a file `report.json` in a temporary folder; see the output of the same name',
  },
  {
    name: 'sarif',
    what: 'Where the SARIF for code scanning is written.',
    initial: '',
    unset: 'a file `report.sarif` beside the report',
  },
  { name: 'junit', what: 'Where a JUnit report is written.', initial: '', unset: 'none' },
  {
    name: 'comment',
    what: 'When the pull request gets a comment, one that is kept up to date: auto (when there is something to say), always or never.',
    initial: 'auto',
  },
  {
    name: 'check-name',
    what: 'The name of the check run. Give each its own where several gates run on one commit.',
    initial: 'migration-gate',
  },
  {
    name: 'mode',
    what: 'check walks what is new; publish posts the report of an untrusted run, in a workflow_run workflow.',
    initial: 'check',
  },
  {
    name: 'allow-pull-request-target',
    what: "Whether to run on pull_request_target with the pull request's code checked out, which hands that code the workflow's secrets: true or false.",
    initial: 'false',
  },
  {
    name: 'token',
    what: 'The token for check run and comment. It needs checks: write and pull-requests: write.',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the runner fills it in.
    initial: '${{ github.token }}',
    unset: 'nothing is posted; findings are told in the log and the job summary',
  },
] as const satisfies readonly InputDefinition[];

export type InputName = (typeof inputDefinitions)[number]['name'];

/** What later steps may use. */
export const outputDefinitions = [
  { name: 'verdict', what: 'pass, fail or inconclusive.' },
  { name: 'findings', what: 'How many findings there are.' },
  { name: 'errors', what: 'How many of them are errors.' },
  { name: 'revisions', what: 'How many revisions were planned.' },
  { name: 'report', what: 'The file of the JSON report.' },
  { name: 'sarif', what: 'The file of the SARIF.' },
  { name: 'check-run-url', what: 'The page of the check run; empty when none could be posted.' },
] as const;

export type OutputName = (typeof outputDefinitions)[number]['name'];

export const commentPolicy = z.enum(['auto', 'always', 'never'], must('auto, always or never'));
export const mode = z.enum(['check', 'publish'], must('check or publish'));
export const yesOrNo = z.enum(['true', 'false'], must('true or false')).transform((value) => value === 'true');
