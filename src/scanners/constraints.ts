import type { Constraint } from '../domain/constraint.ts';
import { escaped, mentions } from '../domain/mentions.ts';
import type { Certainty } from '../domain/reference.ts';
import { isCode, isComment } from './code-text.ts';
import { lineText } from './line-text.ts';
import { lookThroughEach } from './readable.ts';
import type { Found, Scanner } from './scanner.ts';

/** Names of constraints and indexes, in any language: where SQL or a library asks for one by its name, where code declares it, and in texts that errors are compared with. */
export const constraints: Scanner = {
  id: 'constraints',
  async scan(code, { constraints: asked = [], isLeftOut }) {
    const paths = await code.filesNaming([...new Set(asked.map(({ name }) => name))]);
    const files = await code.readAll(paths.filter((path) => isCode(path) && !isLeftOut(path)));
    return lookThroughEach(files, async (file, text) => {
      const lines = text.split(/\r\n?|\n/);
      const found = asked.flatMap((constraint) =>
        [...uses(lines, constraint)].map(({ line, ...said }): Found => {
          const { schema, table, name } = constraint;
          return { schema, table, column: name, file, line, text: lineText(lines, line), ...said };
        }),
      );
      return { found };
    });
  },
  tables: async () => new Map(),
};

interface Use {
  readonly line: number;
  readonly certainty: Certainty;
  readonly kind: string;
  readonly why: string;
}

function* uses(lines: readonly string[], constraint: Constraint): Iterable<Use> {
  const { name, kind, table, isShared } = constraint;
  const ways = waysOf(name);
  for (const [index, line] of lines.entries()) {
    if (!line.includes(name) || isComment(line)) continue;
    const way = ways.find(({ pattern }) => pattern.test(line));
    if (!way) continue;
    const isUnsure = isShared && !mentions(line, table);
    yield {
      line: index + 1,
      certainty: isUnsure ? 'possible' : way.certainty,
      kind,
      why: isUnsure ? `${way.why}, and ${table} is not the only table that has one of that name` : way.why,
    };
  }
}

interface Way {
  readonly pattern: RegExp;
  readonly certainty: Certainty;
  readonly why: string;
}

function waysOf(name: string): readonly Way[] {
  const word = `(?<![\\w$-])${escaped(name)}(?![\\w$-])`;
  const quoted = `["'\`]${escaped(name)}["'\`]`;
  const way = (certainty: Certainty, why: string, ...patterns: readonly string[]): Way => ({
    pattern: new RegExp(patterns.join('|'), 'i'),
    certainty,
    why,
  });
  const inText = way(
    'likely',
    'a text names it, as where errors are told apart',
    `(["'\`])(?:(?!\\1).)*${word}(?:(?!\\1).)*\\1`,
  );
  return [
    // ON CONFLICT ON CONSTRAINT uq, DROP INDEX CONCURRENTLY IF EXISTS ix, INDEXED BY ix
    way(
      'certain',
      'the statement names it',
      `\\b(?:CONSTRAINTS?|INDEX|INDEXED\\s+BY)\\s+(?:CONCURRENTLY\\s+|IF\\s+(?:NOT\\s+)?EXISTS\\s+|\\w+\\.)*["\`]?${word}`,
    ),
    // constraint="uq", err.constraint === 'uq', .constraint('uq')
    way(
      'certain',
      'it is given as the name of a constraint',
      `(?:constraint|index)(?:_?name)?["'\`\\]]*\\s*(?:[=!]==?|[=:(])\\s*${quoted}`,
    ),
    way(
      'certain',
      'the code declares it',
      `\\b\\w*(?:Index|Constraint|Unique|Check|ForeignKey)\\w*\\(\\s*(?:[^()]*\\b(?:name|map)\\s*[=:]\\s*)?${quoted}`,
      `\\b(?:name|map)\\s*[=:]\\s*${quoted}`,
    ),
    // A name of one plain word is a word of many texts.
    ...(/[_\d]/.test(name) ? [inText] : []),
  ];
}
