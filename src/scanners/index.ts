import { constraints } from './constraints.ts';
import { dataFiles } from './data-files/index.ts';
import { documentation } from './documentation.ts';
import { foreignSql } from './foreign-sql.ts';
import { graphql } from './graphql/index.ts';
import { labels } from './labels.ts';
import { python } from './python/index.ts';
import type { Scanner } from './scanner.ts';

import { sql } from './sql/index.ts';
import { templates } from './templates/index.ts';
import { typescript } from './typescript/index.ts';

export const scanners: readonly Scanner[] = [
  python,
  sql,
  foreignSql,
  templates,
  typescript,
  graphql,
  dataFiles,
  documentation,
  labels,
  constraints,
];
