import { json } from './json.ts';
import type { Reporter } from './reporter.ts';
import { terminal } from './terminal.ts';

export const reporters: readonly Reporter[] = [terminal, json];
