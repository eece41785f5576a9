import type { Changes } from '../world.ts';
import { columns } from './columns.ts';
import { constraints } from './constraints.ts';
import { everything } from './everything.ts';
import { foreignData } from './foreign-data.ts';
import { indexes } from './indexes.ts';
import { replication } from './replication.ts';
import { routines } from './routines.ts';
import { tables } from './tables.ts';
import { textSearch } from './text-search.ts';
import { types } from './types.ts';
import { views } from './views.ts';

export const changes: Changes = {
  ...tables,
  ...columns,
  ...constraints,
  ...indexes,
  ...views,
  ...types,
  ...routines,
  ...textSearch,
  ...foreignData,
  ...replication,
  ...everything,
};
