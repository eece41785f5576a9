/** What a Python text speaks of that may lie in the repository: more than it uses, never less as far as names are written out. */
export interface Mentions {
  /** `app.types`, `.helpers`; of `from a import b` both `a` and `a.b`. */
  readonly modules: readonly string[];
  /** Last parts of literals that look like files: `seed.sql`. */
  readonly files: readonly string[];
}

const fromImport = /^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n]*)/gm;
const plainImport = /^[ \t]*import[ \t]+([^\n]*)/gm;
const fileLiteral = /["']([^"'\n]*\/)?([\w.-]+\.[a-z]\w{0,4})["']/gi;

/** Read by patterns, for a history may have thousands of files: a name in a comment counts as well, which only asks for more than is needed. */
export function mentionsIn(text: string): Mentions {
  const joined = text.replaceAll(/\\\r?\n/g, ' ');
  const modules = new Set<string>();
  for (const [, module = '', names = ''] of joined.matchAll(fromImport)) {
    modules.add(module);
    for (const name of namesIn(names)) modules.add(`${module}${module.endsWith('.') ? '' : '.'}${name}`);
  }
  for (const [, names = ''] of joined.matchAll(plainImport)) for (const name of namesIn(names)) modules.add(name);
  const files = new Set([...text.matchAll(fileLiteral)].map((match) => match[2] ?? ''));
  return { modules: [...modules], files: [...files] };
}

const namesIn = (list: string): readonly string[] =>
  list
    .replaceAll(/#[^\n]*/g, '')
    .replaceAll(/[()]/g, ' ')
    .split(',')
    .flatMap((item) => /^\s*([.\w]+)/.exec(item)?.[1] ?? []);
