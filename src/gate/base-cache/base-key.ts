import { createHash } from 'node:crypto';
import packageJson from '../../../package.json' with { type: 'json' };

/** Changes when what is kept, or how it is built, is of another kind. */
const form = 3;

/**
 * What a base is kept under: a hash of all that decides what it comes out as.
 * @param ingredients a name for each → its digest
 * @param engine what it was built on, to the exact version
 */
export function baseKey(ingredients: Readonly<Record<string, string>>, engine: string): string {
  const all = { ...ingredients, engine, gate: `${packageJson.version} ${form}` };
  const lines = Object.entries(all).map(([name, value]) => JSON.stringify([name, value]));
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
