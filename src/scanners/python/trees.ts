import type { Tree } from 'web-tree-sitter';
import { parsePython } from '../../syntax/python-parser.ts';

/** Of how much text trees are kept, in characters: a tree takes some forty times as much. */
const most = 1_000_000;

/** The trees of files that are read twice: for what they say, and for what they name. */
export class Trees implements Disposable {
  readonly #kept = new Map<string, Tree>();
  #length = 0;

  /** Calls back with the tree of a file, and keeps it as far as there is room. */
  async make<T>(path: string, text: string, use: (tree: Tree) => T): Promise<T> {
    const tree = await parsePython(text);
    try {
      return use(tree);
    } finally {
      if (this.#length + text.length > most) tree.delete();
      else {
        this.#length += text.length;
        this.#kept.set(path, tree);
      }
    }
  }

  /** Calls back with the tree of a file, which is gone afterwards. */
  async take<T>(path: string, text: string, use: (tree: Tree) => Promise<T>): Promise<T> {
    const tree = this.#kept.get(path) ?? (await parsePython(text));
    this.#kept.delete(path);
    try {
      return await use(tree);
    } finally {
      tree.delete();
    }
  }

  [Symbol.dispose](): void {
    for (const tree of this.#kept.values()) tree.delete();
  }
}
