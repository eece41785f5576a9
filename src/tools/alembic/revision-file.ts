import type { Node, Tree } from 'web-tree-sitter';
import type { HistoryProblem, Revision } from '../../domain/revision.ts';
import { type Literal, literalOf } from '../../syntax/python-literal.ts';
import { withTree } from '../../syntax/python-parser.ts';
import { irreversibleReason, rangeOf, shapeOf } from './downgrade.ts';
import { changesSchema } from './operations.ts';
import { firstFault } from './syntax-error.ts';

type FileProblem = Pick<HistoryProblem, 'kind' | 'line' | 'what'>;

/** What one revision file says of itself; the id is null where it cannot be read. */
export interface RevisionFile extends Omit<Revision, 'id' | 'file'> {
  readonly id: string | null;
  readonly problems: readonly FileProblem[];
}

/** Reads a revision file without running it. */
export const readRevisionFile = (text: string): Promise<RevisionFile> =>
  withTree(text, (tree) => revisionOf(tree, text));

function revisionOf(tree: Tree, text: string): RevisionFile {
  const bindings = topLevel(tree.rootNode);
  const problems: FileProblem[] = [];
  const fault = firstFault(tree.rootNode, text);
  if (fault) problems.push({ kind: 'syntax-error', ...fault });
  const ids = bindings.values.get('revision');
  const id = ids && typeof ids.value === 'string' ? ids.value : null;
  if (ids && id === null) problems.push(notLiteral('revision', ids));
  for (const name of ['revision', 'down_revision']) {
    const line = bindings.values.has(name) ? null : firstMention(tree.rootNode, name);
    if (line !== null) problems.push(notLiteral(name, { value: undefined, line, text: lineOf(text, line) }));
  }
  const list = (name: string): readonly string[] => {
    const bound = bindings.values.get(name);
    const names = bound ? asList(bound.value) : [];
    if (bound && !names) problems.push(notLiteral(name, bound));
    return names ?? [];
  };
  const down = bindings.functions.get('downgrade');
  const up = bindings.functions.get('upgrade');
  return {
    id,
    downRevisions: list('down_revision'),
    dependsOn: list('depends_on'),
    branchLabels: list('branch_labels'),
    lines: {
      revision: ids?.line ?? 1,
      downRevision: bindings.values.get('down_revision')?.line ?? null,
      upgrade: up ? rangeOf(up, text) : null,
      downgrade: down ? rangeOf(down, text) : null,
    },
    changesSchema: changesSchema(tree.rootNode),
    downgrade: down ? shapeOf(down) : { kind: bindings.imported.has('downgrade') ? 'present' : 'missing' },
    irreversible: down ? irreversibleReason(down, text) : null,
    problems,
  };
}

interface Bound {
  /** Undefined when only running the file would tell. */
  readonly value: Literal | undefined;
  readonly line: number;
  readonly text: string;
}

interface Bindings {
  readonly values: ReadonlyMap<string, Bound>;
  readonly functions: ReadonlyMap<string, Node>;
  /** Names bound in another way: by an import, by an assignment. */
  readonly imported: ReadonlySet<string>;
}

function topLevel(root: Node): Bindings {
  const values = new Map<string, Bound>();
  const literals = new Map<string, Literal>();
  const functions = new Map<string, Node>();
  const imported = new Set<string>();
  for (const statement of root.namedChildren) {
    const definition =
      statement.type === 'decorated_definition' ? statement.childForFieldName('definition') : statement;
    if (definition?.type === 'function_definition')
      functions.set(definition.childForFieldName('name')?.text ?? '', definition);
    if (statement.type === 'import_from_statement') for (const name of importedNames(statement)) imported.add(name);
    if (statement.type !== 'expression_statement') continue;
    for (const [name, right] of assignments(statement)) {
      const value = literalOf(right, literals);
      values.set(name, { value, line: statement.startPosition.row + 1, text: right.text });
      imported.add(name);
      if (value === undefined) literals.delete(name);
      else literals.set(name, value);
    }
  }
  return { values, functions, imported };
}

/** `a = value`, `a: T = value`, `a = b = value`. */
function* assignments(statement: Node): Generator<readonly [string, Node]> {
  let node = statement.namedChildren[0];
  const names: string[] = [];
  while (node?.type === 'assignment') {
    const left = node.childForFieldName('left');
    if (left?.type === 'identifier') names.push(left.text);
    node = node.childForFieldName('right') ?? undefined;
  }
  if (node) for (const name of names) yield [name, node];
}

const importedNames = (statement: Node): readonly string[] =>
  statement.childrenForFieldName('name').map((name) => (name.childForFieldName('alias') ?? name).text);

/** Where a name is bound in a way that only running the file would tell: under a condition, by an import. */
function firstMention(root: Node, name: string): number | null {
  const mention = root.descendantsOfType('identifier').find((node) => node.text === name);
  return mention ? mention.startPosition.row + 1 : null;
}

const lineOf = (text: string, line: number): string => (text.split('\n')[line - 1] ?? '').trim();

/** A string counts as a list of one, as in Alembic's `to_tuple`. */
function asList(value: Literal | undefined): readonly string[] | null {
  if (value === undefined) return null;
  if (value === null) return [];
  if (typeof value === 'string') return [value];
  return value.filter((item) => item !== null);
}

const notLiteral = (name: string, { line, text }: Bound): FileProblem => ({
  kind: 'not-literal',
  line,
  what: `\`${name}\` is \`${text.split('\n')[0]}\`, which is not written out: only running the file would tell what it is.`,
});
