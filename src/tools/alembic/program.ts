import { decodePython, withTree } from '../../syntax/python-parser.ts';
import { canonicalForm } from './canonical-form.ts';

/**
 * Whether two texts of a Python file do the same when run: comments, docstrings, annotations, the order of imports, unused imports and everything that
 * formatters rewrite aside. A text that does not parse is the same program as itself alone.
 */
export async function sameProgram(before: Buffer, after: Buffer): Promise<boolean> {
  const [old, now] = [before, after].map((content) => decodePython(content).replace(/\r\n?/g, '\n'));
  if (old === undefined || now === undefined || old === now) return true;
  const [was, is] = [await form(old), await form(now)];
  return was !== null && was === is;
}

const form = (text: string): Promise<string | null> =>
  withTree(text, ({ rootNode }) => (rootNode.hasError ? null : canonicalForm(rootNode)));
