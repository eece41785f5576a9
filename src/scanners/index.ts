import { python } from './python/index.ts';
import type { Scanner } from './scanner.ts';

export const scanners: readonly Scanner[] = [python];
