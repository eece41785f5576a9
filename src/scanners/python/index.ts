import { decodePython, withTree } from '../../syntax/python-parser.ts';
import type { Code, Found, Scanned, Scanner, Unread, Wanted } from '../scanner.ts';
import { attributeAccesses } from './attribute-access.ts';
import { declarations } from './declarations.ts';
import { embeddedSql } from './embedded-sql.ts';
import { factsOf } from './facts.ts';
import { Inference } from './inference.ts';
import { Models } from './models.ts';
import { Modules } from './modules.ts';
import { namedArguments } from './named-arguments.ts';
import { namesInStrings } from './names-in-strings.ts';
import type { Seen, Sight } from './sight.ts';
import { type Target, targetOf } from './target.ts';
import { usesOfTables } from './uses-of-tables.ts';

/** Words of the files that map classes to tables. */
const ofModels = ['__tablename__', '__table__', 'mapped_column', 'Column', 'Table', 'SQLModel', 'map_imperatively'];

/** How often files may lead to other files that have to be read first. */
const rounds = 8;

/** What of a line is kept, in characters: enough to know it again. */
const longestText = 200;

export const python: Scanner = {
  id: 'python',
  async scan(code, wanted) {
    const isPython = (path: string) => path.endsWith('.py') || path.endsWith('.pyi');
    const everything = (await code.list('')).filter(isPython);
    const modules = new Modules(everything);
    await read(code, modules, (await code.filesNaming(ofModels)).filter(isPython));
    const targets = () => wanted.names.map((name) => targetOf(name, new Models(modules, wanted.tables)));
    await settle(code, modules, targets);
    const words = new Set(
      targets().flatMap(({ name, words }) => [...words, ...(name.column === null ? [] : [name.column])]),
    );
    const hits = (await code.filesNaming([...words])).filter((path) => isPython(path) && !wanted.isLeftOut(path));
    return search(code, modules, hits, wanted);
  },
};

async function search(code: Code, modules: Modules, hits: readonly string[], wanted: Wanted): Promise<Scanned> {
  const texts = await code.readAll(hits);
  await read(code, modules, hits);
  const found: Found[] = [];
  const unread: Unread[] = [];
  for (const [path, content] of texts) {
    let seen: readonly Seen[] = [];
    await settle(code, modules, async () => {
      const models = new Models(modules, wanted.tables);
      const targets = wanted.names.map((name) => targetOf(name, models));
      const look = await lookThrough(path, decodePython(content), modules, models, targets, wanted);
      seen = look.seen;
      if (look.broken && !unread.some(({ file }) => file === path))
        unread.push({ file: path, why: 'it is no Python that could be read as a whole' });
    });
    const lines = decodePython(content).split(/\r\n?|\n/);
    const textAt = (line: number) => (lines[line - 1] ?? '').trim().slice(0, longestText);
    found.push(...seen.map(({ name, ...rest }) => ({ ...name, ...rest, file: path, text: textAt(rest.line) })));
  }
  return { found, unread };
}

/** Asks until no answer needs a file that was not read. */
async function settle(code: Code, modules: Modules, ask: () => unknown): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await ask();
    const missing = [...modules.missing];
    if (missing.length === 0) return;
    await read(code, modules, missing);
  }
}

async function read(code: Code, modules: Modules, paths: readonly string[]): Promise<void> {
  for (const [path, content] of await code.readAll(paths))
    modules.add(await withTree(decodePython(content), ({ rootNode }) => factsOf(rootNode, path)));
  for (const path of paths) modules.missing.delete(path);
}

async function lookThrough(
  path: string,
  text: string,
  modules: Modules,
  models: Models,
  targets: readonly Target[],
  { tables }: Wanted,
): Promise<{ readonly seen: readonly Seen[]; readonly broken: boolean }> {
  const facts = modules.at(path);
  if (!facts) return { seen: [], broken: false };
  return withTree(text, ({ rootNode: root }) => {
    const sight: Sight = { root, facts, inference: new Inference(facts, modules, models), models, tables, targets };
    const seen = [
      ...declarations(sight, modules),
      ...attributeAccesses(sight),
      ...namedArguments(sight),
      ...namesInStrings(sight),
      ...embeddedSql(sight),
      ...usesOfTables(sight),
    ];
    return { seen, broken: root.hasError };
  });
}
