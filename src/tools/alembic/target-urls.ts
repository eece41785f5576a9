import type { DatabaseTarget } from '../../domain/database.ts';

/**
 * What a template in the configured `env` may ask for. What an engine does not have gets a value that settings can be read with: the engine made
 * of them is pointed at the scratch database anyway.
 */
const placeholders = ['url', 'host', 'port', 'user', 'password', 'database', 'path'] as const;
type Placeholder = (typeof placeholders)[number];

const backends = { postgres: 'postgresql', sqlite: 'sqlite' } as const;
const asyncDrivers = new Set(['asyncpg', 'aiosqlite', 'aiomysql', 'asyncmy', 'psycopg_async', 'aioodbc']);

/**
 * The scratch database as a SQLAlchemy URL. Of the same backend it keeps the project's own driver; of another one it is async if the project's
 * is; a project whose URL is not known gets the plain form.
 *
 * @param projectUrl `sqlalchemy.url` as configured, or null
 */
export function targetUrl(target: DatabaseTarget, projectUrl: string | null): string {
  const scheme = schemeFor(target, projectUrl);
  if (target.engine === 'sqlite') return `${scheme}:///${target.path}`;
  const secret = target.password === '' ? '' : `:${encodeURIComponent(target.password)}`;
  const user = `${encodeURIComponent(target.user)}${secret}`;
  const database = encodeURIComponent(target.database);
  if (target.host.startsWith('/'))
    return `${scheme}://${user}@/${database}?host=${encodeURIComponent(target.host)}&port=${target.port}`;
  return `${scheme}://${user}@${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}/${database}`;
}

/** A configured value with `{url}`, `{host}`, … filled in; any other braces stay. */
export function fillIn(template: string, target: DatabaseTarget, projectUrl: string | null): string {
  const values = valuesOf(target, projectUrl);
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    (placeholders as readonly string[]).includes(name) ? values[name as Placeholder] : whole,
  );
}

function valuesOf(target: DatabaseTarget, projectUrl: string | null): Readonly<Record<Placeholder, string>> {
  const url = targetUrl(target, projectUrl);
  if (target.engine === 'sqlite')
    return {
      url,
      path: target.path,
      database: target.path,
      host: 'localhost',
      port: '5432',
      user: 'gate',
      password: 'gate',
    };
  const { host, port, user, password, database } = target;
  return { url, host, port: String(port), user, password, database, path: database };
}

function schemeFor(target: DatabaseTarget, projectUrl: string | null): string {
  const backend = backends[target.engine];
  const asked = /^(?<backend>[a-z0-9]+)(?:\+(?<driver>\w+))?:/.exec(projectUrl ?? '')?.groups;
  if (asked?.driver === undefined) return backend;
  const same = asked.backend === backend || (backend === 'postgresql' && asked.backend === 'postgres');
  if (same) return `${backend}+${asked.driver}`;
  if (!asyncDrivers.has(asked.driver)) return backend;
  return target.engine === 'postgres' ? 'postgresql+asyncpg' : 'sqlite+aiosqlite';
}
