// What people found by reading: bench/truth/<half>.tsv, a line for each occurrence of the word.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const halves = ['development', 'kept'];
const labels = ['reference', 'none'];

/**
 * One set for each column: its half and its occurrences with their labels, `path:line` → `reference` or `none`.
 * @param half `development`, or `kept`, which no rule was made by; both when absent
 */
export function truthSets(half) {
  if (half !== undefined && !halves.includes(half)) throw new Error(`--half ${half} must be ${halves.join(' or ')}`);
  const sets = new Map();
  for (const file of halves.filter((each) => half === undefined || each === half)) {
    const path = join(import.meta.dirname, 'truth', `${file}.tsv`);
    const rows = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').slice(1) : [];
    for (const [index, row] of rows.entries()) {
      const [repository, commit, name, place, line, label] = row.split('\t');
      if (!labels.includes(label))
        throw new Error(`${file}.tsv:${index + 2}: the label must be reference or none, not "${label}"`);
      const key = `${repository} ${commit} ${name}`;
      if (!sets.has(key)) sets.set(key, { half: file, repository, commit, name, lines: new Map() });
      sets.get(key).lines.set(`${place}:${line}`, label);
    }
  }
  return [...sets.values()];
}
