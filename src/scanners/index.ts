import { python } from './python/index.ts';
import type { Scanner } from './scanner.ts';
import { sql } from './sql/index.ts';
import { templates } from './templates.ts';
import { typescript } from './typescript/index.ts';

export const scanners: readonly Scanner[] = [python, sql, templates, typescript];
