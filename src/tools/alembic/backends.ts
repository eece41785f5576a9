import type { EngineEvidence } from '../tool.ts';

export type Backend = Pick<EngineEvidence, 'engine' | 'backend'>;

const engines: Readonly<Record<string, EngineEvidence['engine']>> = { postgresql: 'postgres', sqlite: 'sqlite' };
const synonyms: Readonly<Record<string, string>> = { postgres: 'postgresql', mariadb: 'mysql' };

/** Names that SQLAlchemy gives to dialects, as they stand in URLs and in `dialect.name`. */
const dialects =
  'postgresql|postgres|sqlite|mysql|mariadb|oracle|mssql|cockroachdb|redshift|snowflake|bigquery|clickhouse';

/** The backend of a dialect's name. */
export function backendOf(dialect: string): Backend {
  const backend = synonyms[dialect] ?? dialect;
  return { engine: engines[backend] ?? 'other', backend };
}

/** A database URL in a text: `postgresql+asyncpg://…`, up to what ends it. Group 1 is the dialect. */
export const databaseUrl = new RegExp(`\\b(${dialects})(?:\\+\\w+)?:\\/\\/[^\\s'"\`,)]*`, 'g');

/** A comparison with a dialect's name: `bind.dialect.name == "sqlite"`, `dialect.name in ("sqlite",)`. */
export const dialectBranch = new RegExp(
  `dialect\\.name\\s*(?:==|!=|(?:not\\s+)?in)\\s*[\\[({]?\\s*["'](${dialects})["']`,
  'g',
);

/** An import of a dialect's types. */
export const dialectImport = new RegExp(`sqlalchemy\\.dialects(?:\\.|\\s+import\\s+)(${dialects})\\b`, 'g');

/** Distributions that do nothing but talk to one database. */
export const drivers: Readonly<Record<string, string>> = {
  psycopg: 'postgresql',
  psycopg2: 'postgresql',
  'psycopg2-binary': 'postgresql',
  'psycopg-binary': 'postgresql',
  asyncpg: 'postgresql',
  pg8000: 'postgresql',
  aiosqlite: 'sqlite',
  pysqlite3: 'sqlite',
  'pysqlite3-binary': 'sqlite',
  pymysql: 'mysql',
  mysqlclient: 'mysql',
  aiomysql: 'mysql',
  asyncmy: 'mysql',
  'mysql-connector-python': 'mysql',
  oracledb: 'oracle',
  'cx-oracle': 'oracle',
  pyodbc: 'mssql',
  pymssql: 'mssql',
  aioodbc: 'mssql',
};

/** Server images: the last part of an image's name to its backend. */
export const serverImages: Readonly<Record<string, string>> = {
  postgres: 'postgresql',
  postgresql: 'postgresql',
  postgis: 'postgresql',
  pgvector: 'postgresql',
  timescaledb: 'postgresql',
  'timescaledb-ha': 'postgresql',
  mysql: 'mysql',
  mariadb: 'mysql',
  'oracle-free': 'oracle',
  'oracle-xe': 'oracle',
  mssql: 'mssql',
};

/** The text of a URL without its password. */
export const withoutPassword = (url: string): string => url.replace(/(:\/\/[^:/@\s]*):[^@\s]*@/, '$1:***@');
