import type { EngineId } from '../../domain/walk.ts';
import type { MissingVariable } from './answers.ts';

/** By the words in a variable's name; the first that fits decides. */
const byName: readonly (readonly [RegExp, string])[] = [
  [/REDIS.*(URL|URI|DSN)/, 'redis://localhost:6379/0'],
  [/(AMQP|BROKER|RABBIT|CELERY).*(URL|URI|DSN)/, 'amqp://guest:guest@localhost:5672//'],
  [/SENTRY/, ''],
  [/(DATABASE|DB|POSTGRES|POSTGRESQL|PG|SQL|SQLALCHEMY|SQLITE).*(URL|URI|DSN)|(URL|URI|DSN).*(DATABASE|DB)\b/, '{url}'],
  [/(DATABASE|DB|POSTGRES|POSTGRESQL|PG|SQL).*(HOST|SERVER|ADDRESS)/, '{host}'],
  [/(DATABASE|DB|POSTGRES|POSTGRESQL|PG|SQL).*PORT/, '{port}'],
  [/(DATABASE|DB|POSTGRES|POSTGRESQL|PG|SQL).*USER/, '{user}'],
  [/(DATABASE|DB|POSTGRES|POSTGRESQL|PG|SQL).*(PASSWORD|PASSWD|PASS|PWD)/, '{password}'],
  [/^(DATABASE|DB)$|(DATABASE|DB|POSTGRES|POSTGRESQL|PG).*(NAME|DB|DATABASE)|POSTGRES_DB/, '{database}'],
  [/(DATABASE|DB|POSTGRES|POSTGRESQL|PG).*(DRIVER|SCHEME|DIALECT)/, 'postgresql'],
  [/(URL|URI|ENDPOINT|ORIGIN)S?$/, 'http://localhost'],
  [/EMAIL/, 'gate@example.com'],
  [/HOST(NAME)?$/, 'localhost'],
  [/PORT$/, '8000'],
  [/(ENABLED?|DEBUG|^IS_|^USE_|TLS|SSL)/, 'false'],
];

/** Settings that accept a Postgres URL alone. What it names does not matter: the engine made of it is pointed at the scratch database. */
const postgresOnly = /PostgresDsn|CockroachDsn/;
const anyPostgresUrl = 'postgresql://gate:gate@localhost/gate';

/** By the type that the settings declare; the first that fits decides, before the name does. */
const byType: readonly (readonly [RegExp, string])[] = [
  [postgresOnly, '{url}'],
  [/MySQLDsn|MariaDBDsn/, 'mysql+pymysql://gate:gate@localhost/gate'],
  [/RedisDsn/, 'redis://localhost:6379/0'],
  [/AmqpDsn/, 'amqp://guest:guest@localhost:5672//'],
  [/HttpUrl/, 'http://localhost'],
  [/EmailStr/, 'gate@example.com'],
  [/\bbool\b/, 'false'],
  [/\b(list|set|tuple|List|Set|Tuple|Sequence)\b/, '[]'],
  [/\b(dict|Dict|Mapping)\b/, '{}'],
  [/UUID/, '00000000-0000-4000-8000-000000000000'],
];

/** A value that such a variable may well have on this engine; templates as in the configured `env`. */
export function plausibleValue({ name, type }: MissingVariable, engine: EngineId): string {
  if (engine !== 'postgres' && postgresOnly.test(type)) return anyPostgresUrl;
  const named = byName.find(([pattern]) => pattern.test(name.toUpperCase()))?.[1];
  if (/\b(int|float|Decimal|PositiveInt)\b/.test(type)) return named === '{port}' || named === '8000' ? named : '1';
  return byType.find(([pattern]) => pattern.test(type))?.[1] ?? named ?? 'placeholder';
}
