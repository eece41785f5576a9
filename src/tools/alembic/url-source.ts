import { posix } from 'node:path';
import type { SourceTree } from '../../domain/sources.ts';
import { decodePython, withoutComments } from '../../syntax/python-parser.ts';
import { withoutPassword } from './backends.ts';
import type { AlembicFacts } from './facts.ts';

const variable = /\b(?:environ(?:\.get\(|\[|\.pop\()|getenv\()\s*["'](\w+)["']/g;
const option = /set_(?:main|section)_option\(\s*(?:[\w.]+\s*,\s*)?["']sqlalchemy\.url["']\s*,\s*([^\n]+?)\)?\s*$/m;
const engine = /\b(?:create_engine|create_async_engine)\(\s*([^\n,)]+)/;

/** In words, where env.py gets its URL from, as far as its text shows; null when it shows nothing. */
export async function urlSource(facts: AlembicFacts, tree: SourceTree): Promise<string | null> {
  const content = await tree.read(posix.join(posix.relative(facts.root, facts.scriptLocation), 'env.py'));
  const code = content ? await withoutComments(decodePython(content)) : '';
  const variables = [...new Set([...code.matchAll(variable)].map(([, name]) => name))];
  const words = [
    variables.length > 0 ? `reads ${variables.join(', ')} from the environment` : null,
    wordsOf('sets sqlalchemy.url to', option.exec(code)?.[1]),
    wordsOf('makes an engine for', engine.exec(code)?.[1]),
    code.includes('current_app') ? 'asks the Flask application' : null,
  ];
  return words.filter((one) => one !== null).join(', ') || null;
}

const wordsOf = (verb: string, expression: string | undefined): string | null =>
  expression ? `${verb} \`${withoutPassword(expression)}\`` : null;
