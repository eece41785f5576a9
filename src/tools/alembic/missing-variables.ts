import { stringify } from 'yaml';
import { GateError } from '../../domain/error.ts';
import type { MissingVariable } from './answers.ts';
import type { AlembicFacts } from './facts.ts';

/** By the words in a variable's name; the first that fits decides. */
const byName: readonly (readonly [RegExp, string])[] = [
  [/REDIS.*(URL|URI|DSN)/, 'redis://localhost:6379/0'],
  [/(AMQP|BROKER|RABBIT|CELERY).*(URL|URI|DSN)?/, 'amqp://guest:guest@localhost:5672//'],
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

/** By the type that the settings declare; the first that fits decides, before the name does. */
const byType: readonly (readonly [RegExp, string])[] = [
  [/PostgresDsn|MySQLDsn|MariaDBDsn|CockroachDsn/, '{url}'],
  [/RedisDsn/, 'redis://localhost:6379/0'],
  [/AmqpDsn/, 'amqp://guest:guest@localhost:5672//'],
  [/HttpUrl/, 'http://localhost'],
  [/EmailStr/, 'gate@example.com'],
  [/\bbool\b/, 'false'],
  [/\b(list|set|tuple|List|Set|Tuple|Sequence)\b/, '[]'],
  [/\b(dict|Dict|Mapping)\b/, '{}'],
  [/UUID/, '00000000-0000-4000-8000-000000000000'],
];

/** A value that such a variable may well have; templates as in the configured `env`. */
export function plausibleValue({ name, type }: MissingVariable): string {
  const named = byName.find(([pattern]) => pattern.test(name.toUpperCase()))?.[1];
  if (/\b(int|float|Decimal|PositiveInt)\b/.test(type)) return named === '{port}' || named === '8000' ? named : '1';
  return byType.find(([pattern]) => pattern.test(type))?.[1] ?? named ?? 'placeholder';
}

/** The project's settings miss variables: says which, with a block that is ready to paste. */
export function missingVariables(missing: readonly MissingVariable[], facts: AlembicFacts): GateError {
  const names = missing.map(({ name }) => name);
  const project = facts.style === 'none' ? { 'script-location': facts.id } : { config: facts.id };
  const env = Object.fromEntries(missing.map((variable) => [variable.name, plausibleValue(variable)]));
  const block = stringify({ projects: [{ ...project, env }] }).trimEnd();
  const which =
    names.length === 1 ? 'an environment variable that is' : `${names.length} environment variables that are`;
  return new GateError('missing-variables', `${facts.id}: the project asks for ${which} not set: ${names.join(', ')}`, {
    hint: `Put this into migration-gate.yml and change what does not fit; {url} and its like stand for the scratch database:\n\n${block}`,
  });
}
