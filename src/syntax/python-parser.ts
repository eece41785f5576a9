import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Parser, Tree } from 'web-tree-sitter';

let ready: Promise<Parser> | null = null;

/** The syntax tree of a Python text, to be deleted by whoever asks. A text with errors has a tree as well (`rootNode.hasError`). */
export async function parsePython(text: string): Promise<Tree> {
  ready ??= load();
  const tree = (await ready).parse(text);
  if (!tree) throw new Error('the Python grammar is not loaded');
  return tree;
}

/** Calls back with the syntax tree of a Python text; the tree is gone afterwards, so take plain data from it. */
export async function withTree<T>(text: string, use: (tree: Tree) => T): Promise<T> {
  const tree = await parsePython(text);
  try {
    return use(tree);
  } finally {
    tree.delete();
  }
}

/** Loaded on first use: a repository without migrations never needs it. */
async function load(): Promise<Parser> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init({ wasmBinary: readFileSync(wasmFile('web-tree-sitter', 'web-tree-sitter.wasm')) });
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(wasmFile('tree-sitter-python', 'tree-sitter-python.wasm'))));
  return parser;
}

/** Beside the bundle or one folder above its chunks; in the source tree, inside the npm package. */
function wasmFile(packageName: string, name: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundled = [join(here, name), join(here, '..', name)].find((file) => existsSync(file));
  return bundled ?? createRequire(import.meta.url).resolve(`${packageName}/${name}`);
}

const declaredEncoding = /^(?:[^\n]*\n)?[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;

/** A Python file's text, as Python decodes it: UTF-8 with or without a mark, else the encoding that the first two lines declare, else latin-1. */
export function decodePython(bytes: Buffer): string {
  const utf8 = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (!utf8.includes('\uFFFD')) return utf8;
  const declared = declaredEncoding.exec(bytes.toString('latin1', 0, 400))?.[1] ?? 'latin1';
  try {
    return new TextDecoder(declared).decode(bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_NOT_SUPPORTED') throw error;
    return bytes.toString('latin1');
  }
}

/** The text with its comments cut out. */
export const withoutComments = (text: string): Promise<string> =>
  withTree(text, ({ rootNode }) => {
    let code = text;
    for (const comment of rootNode.descendantsOfType('comment').reverse())
      code = code.slice(0, comment.startIndex) + code.slice(comment.endIndex);
    return code;
  });
