import { checks } from './checks/index.ts';
import { postgres } from './engines/postgres/index.ts';
import { sqlite } from './engines/sqlite/index.ts';
import type { Parts } from './gate/parts.ts';
import { scanners } from './scanners/index.ts';
import { alembic } from './tools/alembic/index.ts';

/** Everything there is, for the doors to hand to the gate. What is heavy inside is loaded when it is first used. */
export const parts: Parts = { tools: [alembic], engines: [postgres, sqlite], checks, scanners };
