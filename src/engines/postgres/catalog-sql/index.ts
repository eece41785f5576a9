import { columns } from './columns.ts';
import { common } from './common.ts';
import { constraints } from './constraints.ts';
import type { Fragment } from './fragment.ts';
import { indexes } from './indexes.ts';
import { extensions, schemas } from './schemas.ts';
import { sequences } from './sequences.ts';
import { tables } from './tables.ts';
import { views } from './views.ts';

const fragments: readonly Fragment[] = [schemas, extensions, tables, columns, constraints, indexes, views, sequences];

/** The whole catalog in one query for a server of this major. Expects an empty search path, so that every printed name is qualified. */
export const catalogSql = (major: number): string =>
  common + fragments.map((fragment) => fragment(major)).join('\nunion all ');
