import { posix } from 'node:path';
import type { Tree } from 'web-tree-sitter';
import type { SchemaName } from '../../domain/reference.ts';
import { Tables } from '../../domain/tables.ts';
import { decodePython, withTree } from '../../syntax/python-parser.ts';
import { lineText } from '../line-text.ts';
import { lookThroughEach, readable } from '../readable.ts';
import type { Code, Found, Scanner } from '../scanner.ts';
import { attributeAccesses } from './attribute-access.ts';
import { declarations } from './declarations.ts';
import { embeddedSql } from './embedded-sql.ts';
import { factsOf } from './facts.ts';
import { type Handed, handedIn, whatIsHanded } from './handed-parameters.ts';
import { Inference } from './inference.ts';
import { Knowledge } from './knowledge.ts';
import { columnsIn } from './models.ts';
import { Modules } from './modules.ts';
import { namedArguments } from './named-arguments.ts';
import { namesInModels } from './names-in-models.ts';
import { namesInStrings } from './names-in-strings.ts';
import { nodesAround } from './places.ts';
import type { Seen, Sight } from './sight.ts';
import { tableNamesFor } from './table-naming.ts';
import { Trees } from './trees.ts';
import { usesOfTables } from './uses-of-tables.ts';

/** Words of the files that map classes to tables. */
const ofModels = ['__tablename__', '__table__', 'mapped_column', 'Column', 'Table', 'SQLModel', 'map_imperatively'];

/** How often an answer may lead to files that have to be read first. */
const rounds = 8;

const isPython = (path: string): boolean => path.endsWith('.py') || path.endsWith('.pyi');

/** A program whose first line says what runs it has no ending: `bin/import-tenants`. */
async function withPrograms(code: Code, paths: readonly string[]): Promise<readonly string[]> {
  const bare = paths.filter((path) => !posix.basename(path).includes('.'));
  const programs = [...(await code.readAll(bare))].flatMap(([path, content]) =>
    /^#!.*\bpython[\d.]*\s/.test(content.toString('latin1', 0, 200)) ? [path] : [],
  );
  return [...paths.filter(isPython), ...programs];
}

export const python: Scanner = {
  id: 'python',
  async scan(code, { names, tables, isLeftOut }) {
    const known = await knowledgeOf(code, names, tables);
    const words = known.targets().flatMap(({ keys }) => [...keys]);
    const naming = (await code.filesNaming([...new Set(words)])).filter((path) => !isLeftOut(path));
    const hits = await withPrograms(code, naming);
    using trees = new Trees();
    await read(code, known.modules, hits, (path, text, use) => trees.make(path, text, use));
    const handed: Handed[] = [];
    const look = async (path: string, text: string) => {
      const { seen, isBroken } = await trees.take(path, text, async (tree) => {
        const answer = await settled(code, known.modules, async () => lookThrough(path, text, tree, known));
        if (answer.handed) handed.push(answer.handed);
        return answer;
      });
      const lines = text.split(/\r\n?|\n/);
      const found = seen.map((each) => told(each, path, lines));
      return { found, why: isBroken ? 'it is no Python that could be read as a whole' : null };
    };
    const contents = await code.readAll(hits);
    const { found, unread } = await lookThroughEach(contents, look, decodePython);
    const byHand = [...Map.groupBy(whatIsHanded(handed), ({ path }) => path)].flatMap(([path, each]) => {
      const text = readable(contents.get(path) ?? Buffer.of(), decodePython).text ?? '';
      const lines = text.split(/\r\n?|\n/);
      return each.map(({ seen }) => told(seen, path, lines));
    });
    return { found: [...found, ...byHand], unread };
  },
  async tables(code, asked) {
    const { modules, models } = await knowledgeOf(code, [], new Tables(new Map()));
    const declared = models()
      .all()
      .map(({ table, attributes }) => [table, columnsIn(attributes)] as const);
    const unnamed = modules
      .all()
      .flatMap(({ classes }) => [...classes.values()])
      .filter((facts) => !models().of(facts) && [...facts.attributes.values()].some(({ kind }) => kind === 'column'))
      .flatMap((facts) => {
        const names = tableNamesFor(facts.name);
        return asked.flatMap((table) => (names.includes(table) ? [[table, columnsIn(facts.attributes)] as const] : []));
      });
    const core = modules
      .all()
      .flatMap(({ path, tables }) =>
        [...tables.values()].map((facts) => [models().tableOf(facts, path), [...facts.columns.keys()]] as const),
      );
    const all = Map.groupBy([...declared, ...unnamed, ...core], ([table]) => table);
    return new Map(
      [...all].map(([table, each]) => [prefixedAs(table, asked, all), new Set(each.flatMap(([, columns]) => columns))]),
    );
  },
};

/** The table that is asked for, where the code declares it without the prefix that it gets when the code runs: `app_tenants` for `tenants`. */
function prefixedAs(table: string, asked: readonly string[], declared: ReadonlyMap<string, unknown>): string {
  const wanted = asked.find((each) => !declared.has(each) && each.endsWith(`_${table}`));
  const isLongest = [...declared.keys()].every(
    (other) => other.length <= table.length || !wanted?.endsWith(`_${other}`),
  );
  return wanted !== undefined && isLongest ? wanted : table;
}

const told = ({ name, line, ...rest }: Seen, file: string, lines: readonly string[]): Found => ({
  ...name,
  ...rest,
  file,
  line,
  text: lineText(lines, line),
});

/** What the files of models say, read once for one version of the code. */
const modulesIn = new WeakMap<Code, Promise<Modules>>();

function modulesOf(code: Code): Promise<Modules> {
  const known = modulesIn.get(code) ?? readModels(code);
  modulesIn.set(code, known);
  return known;
}

async function readModels(code: Code): Promise<Modules> {
  const modules = new Modules((await code.list('')).filter(isPython));
  await read(code, modules, (await code.filesNaming(ofModels)).filter(isPython));
  return modules;
}

async function knowledgeOf(code: Code, names: readonly SchemaName[], tables: Tables): Promise<Knowledge> {
  const modules = await modulesOf(code);
  const known = new Knowledge(modules, names, tables);
  await settled(code, modules, async () => known.targets());
  return known;
}

/** Asks until the answer needs no file that was not read. */
async function settled<Answer>(code: Code, modules: Modules, ask: () => Promise<Answer>): Promise<Answer> {
  let answer = await ask();
  for (let round = 1; round < rounds && modules.missing.size > 0; round++) {
    await read(code, modules, [...modules.missing]);
    answer = await ask();
  }
  return answer;
}

async function read(
  code: Code,
  modules: Modules,
  paths: readonly string[],
  parse: Trees['make'] = (_, text, use) => withTree(text, use),
): Promise<void> {
  const unknown = paths.filter((path) => !modules.knows(path));
  for (const [path, content] of await code.readAll(unknown)) {
    const text = readable(content, decodePython).text ?? '';
    modules.add(await parse(path, text, ({ rootNode }) => factsOf(rootNode, path)));
  }
  modules.missing.clear();
}

function lookThrough(
  path: string,
  text: string,
  { rootNode: root }: Tree,
  known: Knowledge,
): { readonly seen: readonly Seen[]; readonly isBroken: boolean; readonly handed: Handed | null } {
  const { modules, tables, catalog } = known;
  const [models, targets, facts] = [known.models(), known.targets(), modules.at(path)];
  if (!facts) return { seen: [], isBroken: false, handed: null };
  const inference = new Inference(facts, modules, models);
  const guesses = new Inference(facts, modules, models, known.guess);
  const around = nodesAround(root, text, targets);
  const sight: Sight = {
    around,
    facts,
    inference,
    guesses,
    models,
    mirrors: known.mirrors(),
    rows: known.rows,
    catalog,
    tables,
    targets,
  };
  const seen = [
    ...declarations(sight),
    ...attributeAccesses(sight),
    ...namedArguments(sight),
    ...namesInModels(sight),
    ...namesInStrings(sight),
    ...embeddedSql(sight),
    ...usesOfTables(sight),
  ];
  const words = new Set(targets.flatMap((target) => [...target.words]));
  const isBroken =
    root.hasError &&
    root.descendantsOfType('ERROR').some((node) => node.text.split(/\W+/).some((word) => words.has(word)));
  return { seen, isBroken, handed: handedIn(sight, seen) };
}
