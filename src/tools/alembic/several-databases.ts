import { GateError } from '../../domain/error.ts';
import type { AlembicFacts } from './facts.ts';

/** The second run would find the work done by the first, and what it should have run would never be seen. */
export const twiceTheSame = ({ id }: AlembicFacts, contexts: number, database: string): GateError =>
  new GateError(
    'unsupported',
    `${id}: env.py runs migrations ${contexts} times, and more than once on the same version table of the same database (${database}), so they cannot be told apart`,
    {
      hint: 'Let each database have a URL of its own where env.py looks for it (`env` of the project in migration-gate.yml): host and name may be made up, for each is replaced by a scratch database. In one database let each schema have its own version table.',
    },
  );

/** What the scratch database's own URL stands for: `sqlalchemy.url` as configured, without user and options. */
export const ownDatabase = ({ url }: AlembicFacts): string =>
  url
    ?.replace(/^(\w+)\+\w+:/, '$1:')
    .replace(/\/\/[^/@]*@/, '//')
    .replace(/\?.*$/, '') ?? 'DATABASE_URL';
