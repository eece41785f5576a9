/** The line that stands above each object of a dump. */
const heading = /^--\n-- Name: (.*); Type: (.*); Schema: (.*); Owner: .*\n--\n/m;

/** What pg_dump sets once for all tables that follow. */
const setting = /^SET (default_tablespace|default_table_access_method) = (.*);$/gm;

const obeys: ReadonlySet<string> = new Set(['TABLE', 'MATERIALIZED VIEW', 'INDEX', 'CONSTRAINT']);

/**
 * What a dump says, without what it does not mean: the order of its objects, of grants and of options depends on object ids and on history. One text
 * for each object, by its heading.
 */
export function entriesOf(dump: string): ReadonlyMap<string, string> {
  const [, ...parts] = dump.split(heading);
  const settings = new Map<string, string>();
  const entries = new Map<string, string>();
  const read = (text: string): void => {
    for (const [, name = '', value = ''] of text.matchAll(setting)) settings.set(name, value);
  };
  read(dump.slice(0, dump.search(heading)));
  for (let at = 0; at < parts.length; at += 4) {
    const [name = '', type = '', schema = '', body = ''] = parts.slice(at, at + 4);
    const inForce = obeys.has(type) ? [...settings].map((pair) => pair.join(' = ')) : [];
    const text = [...inForce, meaning(body.replace(setting, ''), type)].join('\n');
    const key = `${type} ${schema} ${name}`;
    entries.set(
      key,
      [entries.get(key), text]
        .filter((each) => each !== undefined)
        .sort()
        .join('\n'),
    );
    read(body);
  }
  return entries;
}

function meaning(body: string, type: string): string {
  const text = body
    .replace(/\n\\(un)?restrict key\n[\s\S]*$/, '\n')
    .replace(
      /\b(WITH|SET|OPTIONS) \(([^()]*)\)/g,
      (_, word: string, list: string) => `${word} (${sorted(list, /,\s*/)})`,
    )
    .trim();
  return type === 'ACL' || type === 'DEFAULT ACL' ? sorted(text, /\n+/) : text;
}

const sorted = (list: string, by: RegExp): string => list.trim().split(by).sort().join(', ');

/** Headings of entries that one of two dumps lacks or has otherwise. */
export function changedEntries(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
}
