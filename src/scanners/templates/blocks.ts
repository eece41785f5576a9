import { rowNamesOf } from '../row-names.ts';
import type { Found } from '../scanner.ts';
import { foundAt, type Subject } from './subject.ts';
import type { Tag } from './tags.ts';

/** Handlebars: inside of `{{#each tenants}}` and `{{#with tenant}}` a bare name, or one behind `this`, is the row's. */
export function* inBlocks(tags: readonly Tag[], subject: Subject): Iterable<Found> {
  const { table, column } = subject;
  const { row, rows } = rowNamesOf(table);
  const own = new RegExp(`^\\{\\{\\{?(?:#(?:if|unless)\\s+)?(?:this\\.)?${column}(?![\\w.])`);
  const open: (string | null)[] = [];
  for (const { inside, index } of tags) {
    const [, helper, of = ''] = /^\{\{#(\w+)\s+([\w.]+)/.exec(inside) ?? [];
    const about = of.split('.').at(-1) ?? '';
    if (own.test(inside) && open.findLast((each) => each !== '') === table)
      yield foundAt(subject, index, `the block around it is about ${table}`);
    if (helper === 'each' || helper === 'with')
      open.push((helper === 'each' ? rows : row).has(about) && !inside.includes(' as |') ? table : null);
    else if (helper !== undefined) open.push('');
    else if (/^\{\{\//.test(inside)) open.pop();
  }
}
