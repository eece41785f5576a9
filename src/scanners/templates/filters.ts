import type { Found } from '../scanner.ts';
import { foundAt, type Subject } from './subject.ts';
import type { Tag } from './tags.ts';

/** A list and what it goes through: `tenants|list|sort(`. */
const piped = '([A-Za-z_][\\w.]*)\\s*(?:\\|\\s*\\w+(?:\\([^()]*\\))?\\s*)*\\|\\s*';

/**
 * Filters that name an attribute of what they are given: Jinja's `selectattr("config")`, `groupby("config")`, `sort(attribute="config")`, Django's
 * `dictsort:"config"` and `{% regroup tenants by config %}`.
 */
export function* inFilters(tags: readonly Tag[], subject: Subject): Iterable<Found> {
  const { table, column, catalog } = subject;
  const filters = [
    new RegExp(`${piped}(?:(?:select|reject)attr|groupby)\\(\\s*["']${column}["']`, 'g'),
    new RegExp(`${piped}(?:sort|map|sum|unique|min|max)\\([^()]*\\battribute\\s*=\\s*["']${column}["']`, 'g'),
    new RegExp(`${piped}dictsort(?:reversed)?:["']${column}["']`, 'g'),
    new RegExp(`\\bregroup\\s+([\\w.]+)\\s+by\\s+${column}\\b`, 'g'),
  ];
  for (const { inside, index } of tags)
    for (const match of filters.flatMap((filter) => [...inside.matchAll(filter)])) {
      const list = match[1]?.split('.').at(-1) ?? '';
      if (catalog.callsRows(list, table))
        yield foundAt(subject, index + match.index + match[0].length, `${list} is called like rows of ${table}`);
    }
}
