import { expect, describe as group, it } from '@jest/globals';
import { definitions, describe, type Reading } from '../../../src/domain/describe.ts';
import { diff } from '../../../src/domain/diff.ts';
import type { ObjectKind, SchemaObject } from '../../../src/domain/snapshot.ts';

const object = (kind: ObjectKind, name: string, rest: Partial<SchemaObject> = {}): SchemaObject => ({
  key: `${kind} ${name}`,
  kind,
  schema: 'public',
  table: null,
  name,
  attributes: {},
  definition: `${kind} ${name}`,
  ...rest,
});

const change = (before: SchemaObject | null, after: SchemaObject | null) => {
  const [first] = diff(new Map(before ? [[before.key, before]] : []), new Map(after ? [[after.key, after]] : []));
  if (!first) throw new Error('the two objects do not differ');
  return first;
};

const say = (before: SchemaObject | null, after: SchemaObject | null, reading: Reading = 'not restored') =>
  describe(change(before, after), reading);

const attribute = (base: SchemaObject, before: Record<string, string>, after: Record<string, string>) =>
  say({ ...base, attributes: before }, { ...base, attributes: after });

group('describe', () => {
  const index = object('index', 'ix_users_email', { table: 'users' });
  const age = object('column', 'age', { table: 'users' });

  it('says what is gone and what is left behind', () => {
    expect(say(index, null)).toBe('index `ix_users_email` on `users` is gone');
    expect(say(null, object('enum', 'mood'))).toBe('enum type `mood` is left behind');
    expect(say(object('constraint', 'ck_x', { table: 'orders' }), null)).toBe('constraint `ck_x` on `orders` is gone');
    expect(say(object('column', 'age', { table: 'users', schema: 'audit' }), null)).toBe(
      'column `audit.users.age` is gone',
    );
    expect(say(null, object('sequence', 's', { schema: null }))).toBe('sequence `s` is left behind');
    expect(say({ ...age, database: 'analytics' }, null)).toBe('column `users.age` in database `analytics` is gone');
  });

  it.each([
    [object('operator class', 'backwards'), 'operator class `backwards` is gone'],
    [object('operator family', 'mixed', { schema: 'audit' }), 'operator family `audit.mixed` is gone'],
    [object('language', 'plother', { schema: null }), 'language `plother` is gone'],
    [object('access method', 'heap2', { schema: null }), 'access method `heap2` is gone'],
    [object('transform', 'FOR integer LANGUAGE sql', { schema: null }), 'transform `FOR integer LANGUAGE sql` is gone'],
    [object('conversion', 'latin'), 'conversion `latin` is gone'],
    [object('text search parser', 'words'), 'text search parser `words` is gone'],
    [object('text search template', 'words'), 'text search template `words` is gone'],
    [object('statistics', 'stats', { table: 'users' }), 'statistics object `stats` is gone'],
    [
      object('default privileges', 'FOR ROLE app IN SCHEMA audit ON TABLES', { schema: 'audit' }),
      'entry of default privileges `FOR ROLE app IN SCHEMA audit ON TABLES` is gone',
    ],
    [
      object('security label', 'selinux ON table audit.users', { schema: null }),
      'security label `selinux ON table audit.users` is gone',
    ],
    [
      object('system privileges', 'table pg_catalog.pg_authid', { schema: null }),
      'change of privileges on `table pg_catalog.pg_authid` is gone',
    ],
  ])('names what is unusual: %#', (base, expected) => {
    expect(say(base, null)).toBe(expected);
  });

  it('says what the second upgrade did otherwise', () => {
    expect(say(index, null, 'differs again')).toBe(
      'index `ix_users_email` on `users` is missing after the second upgrade',
    );
    expect(say(null, index, 'differs again')).toBe(
      'index `ix_users_email` on `users` is there only after the second upgrade',
    );
    expect(say({ ...age, attributes: { type: 'a' } }, { ...age, attributes: { type: 'b' } }, 'differs again')).toBe(
      'column `users.age` is `b`, was `a` after the second upgrade',
    );
  });

  it.each([
    [{ type: 'integer' }, { type: 'bigint' }, 'column `users.age` is `bigint`, was `integer`'],
    [{}, { default: "'new'::text" }, "default of `users.age` is `'new'::text`, was none"],
    [{ default: '0' }, {}, 'default of `users.age` is none, was `0`'],
    [{ 'not null': 'yes' }, {}, 'column `users.age` is nullable, was NOT NULL'],
    [{}, { 'not null': 'yes' }, 'column `users.age` is NOT NULL, was nullable'],
    [{ default: 'no' }, { default: 'yes' }, 'default of `users.age` is `yes`, was `no`'],
    [{ type: 'TEXT' }, {}, 'column `users.age` is without a type, was `TEXT`'],
    [
      { generated: 'a VIRTUAL' },
      { generated: 'b VIRTUAL' },
      'generation expression of `users.age` is `b VIRTUAL`, was `a VIRTUAL`',
    ],
    [{ 'not null name': 'x' }, {}, 'name of the NOT NULL of `users.age` is none, was `x`'],
    [{ position: '1' }, { position: '1', comment: 'x'.repeat(101) }, 'comment of `users.age` is set, was none'],
    [
      { type: 'text', default: "''", 'not null': 'yes' },
      { type: 'integer' },
      "column `users.age` is `integer`, was `text`; its default is none, was `''`; it is nullable, was NOT NULL",
    ],
  ])('a column from %j to %j', (before, after, expected) => {
    expect(attribute(age, before as Record<string, string>, after as Record<string, string>)).toBe(expected);
  });

  it.each([
    [object('table', 't'), { strict: 'yes' }, {}, 'table `t` is not strict, was strict'],
    [index, {}, { unique: 'yes' }, 'index `ix_users_email` on `users` is unique, was not unique'],
    [index, {}, { valid: 'no' }, 'index `ix_users_email` on `users` is not valid, was valid'],
    [index, { valid: 'no' }, {}, 'index `ix_users_email` on `users` is valid, was not valid'],
    [object('table', 't'), { 'row level security': 'yes' }, {}, 'row level security of table `t` is off, was on'],
  ])('a flag of %j from %j to %j', (base, before, after, expected) => {
    expect(attribute(base, before as Record<string, string>, after as Record<string, string>)).toBe(expected);
  });

  it.each([
    [object('operator class', 'c'), { default: 'yes' }, {}, 'operator class `c` is not default, was default'],
    [
      object('operator class', 'c'),
      { members: 'OPERATOR 1 =' },
      { members: 'OPERATOR 1 <' },
      'list of members of operator class `c` is `OPERATOR 1 <`, was `OPERATOR 1 =`',
    ],
    [object('language', 'l', { schema: null }), {}, { trusted: 'yes' }, 'language `l` is trusted, was not trusted'],
    [
      object('system privileges', 'language sql', { schema: null }),
      { definition: 'USAGE TO app' },
      { definition: 'USAGE TO PUBLIC' },
      'change of privileges on `language sql` is `USAGE TO PUBLIC`, was `USAGE TO app`',
    ],
    [
      object('security label', 'selinux ON table users', { schema: null }),
      { label: 'open' },
      { label: 'secret' },
      'label of security label `selinux ON table users` is `secret`, was `open`',
    ],
    [object('table', 't'), {}, { bound: 'DEFAULT' }, 'partition bound of table `t` is `DEFAULT`, was none'],
    [object('table', 't'), {}, { inherits: 'public.p' }, 'parent of table `t` is `public.p`, was none'],
    [
      object('policy', 'p', { table: 't' }),
      { using: 'true' },
      { using: 'false' },
      'USING expression of policy `p` on `t` is `false`, was `true`',
    ],
    [
      object('publication', 'p', { schema: null }),
      { tables: 'public.a' },
      { tables: 'public.b' },
      'list of tables of publication `p` is `public.b`, was `public.a`',
    ],
    [
      object('subscription', 's', { schema: null }),
      { connection: 'hash a' },
      { connection: 'hash b' },
      'connection of subscription `s` is `hash b`, was `hash a`',
    ],
    [object('collation', 'c'), {}, { deterministic: 'no' }, 'collation `c` is not deterministic, was deterministic'],
  ])('a difference of %j from %j to %j', (base, before, after, expected) => {
    expect(attribute(base, before as Record<string, string>, after as Record<string, string>)).toBe(expected);
  });

  it('quotes neither long texts nor whole statements', () => {
    const view = object('view', 'v');
    expect(attribute(view, { definition: 'a\nb' }, { definition: 'a\nc' })).toBe('view `v` differs');
    expect(attribute(index, { definition: 'CREATE INDEX a' }, { definition: 'CREATE INDEX b', unique: 'yes' })).toBe(
      'index `ix_users_email` on `users` differs; it is unique, was not unique',
    );
  });

  it('holds in Markdown whatever a name or a value contains', () => {
    expect(say(object('table', 'a`b\nc'), null)).toBe('table `` a`b\\nc `` is gone');
  });
});

group('definitions', () => {
  const view = (definition: string) => object('view', 'v', { definition, attributes: { definition } });

  it('marks what is gone and what is left behind', () => {
    expect(definitions(change(view('CREATE VIEW v\nAS 1'), null))).toBe('```diff\n- CREATE VIEW v\n- AS 1\n```');
    expect(definitions(change(null, view('x')))).toBe('```diff\n+ x\n```');
  });

  it('shows changed lines with those around them, parts that lie apart divided', () => {
    const lines = Array.from({ length: 20 }, (_, line) => `line ${line}`);
    const after = lines.with(1, 'other 1').with(15, 'other 15');
    expect(definitions(change(view(lines.join('\n')), view(after.join('\n')))).split('\n')).toEqual([
      '```diff',
      '  line 0',
      '- line 1',
      '+ other 1',
      '  line 2',
      '  line 3',
      '  line 4',
      '@@',
      '  line 12',
      '  line 13',
      '  line 14',
      '- line 15',
      '+ other 15',
      '  line 16',
      '  line 17',
      '  line 18',
      '```',
    ]);
  });

  it('shows attributes where the definitions are equal', () => {
    const owned = (owner: string) => object('table', 't', { attributes: { owner } });
    expect(definitions(change(owned('a'), owned('b')))).toBe('```diff\n- owner: a\n+ owner: b\n```');
  });

  it('is not ended by a fence inside a definition', () => {
    expect(definitions(change(view('```'), null))).toBe('````diff\n- ```\n````');
  });
});
