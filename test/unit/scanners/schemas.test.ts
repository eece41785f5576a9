import { describe, expect, test } from '@jest/globals';
import { dotted, oncePerLine } from '../../../src/domain/reference.ts';
import { Tables } from '../../../src/domain/tables.ts';
import { scanAll } from '../../../src/gate/references.ts';
import { scanners } from '../../../src/scanners/index.ts';
import { codeOf } from './code-of.ts';

/** Two schemas have a table of one name; `plans` is only in one, and `extra` in one of the two. */
const tables = new Tables(
  new Map([
    ['public.tenants', new Set(['id', 'name', 'config', 'plan_id'])],
    ['shared.tenants', new Set(['id', 'name', 'config', 'plan_id', 'extra'])],
    ['shared.plans', new Set(['id', 'title', 'price'])],
  ]),
);

const mark = /← (\w+) (certain|likely|possible)/g;

/** `file:line certainty` of what is found when the column of a schema goes, and of what the comments mark for it. */
async function scan(files: Readonly<Record<string, string>>, schema: string, name = 'tenants.config') {
  const [table = '', column = null] = name.split('.');
  const wanted = { names: [{ schema, table, column }], tables, isLeftOut: () => false };
  const { found, unread } = await scanAll(scanners, codeOf(files), wanted);
  expect(unread).toEqual([]);
  const once = oncePerLine(found.map((each) => ({ ...each, commit: 'head' as const })));
  return {
    told: once.map(({ file, line, certainty }) => `${file}:${line} ${certainty}`).sort(),
    marked: Object.entries(files)
      .flatMap(([file, text]) =>
        text
          .split('\n')
          .flatMap((line, index) =>
            [...line.matchAll(mark)].flatMap(([, of, certainty]) =>
              of === schema ? [`${file}:${index + 1} ${certainty}`] : [],
            ),
          ),
      )
      .sort(),
    found,
  };
}

const imports = 'from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table\n';
const model = (head: string, rest: string, mark: string) => `${imports}${head}
class Tenant(Base):
    __tablename__ = "tenants"
    ${rest}
    id = Column(Integer, primary_key=True)
    config = Column(String)  # ${mark}

def f(t: Tenant):
    return t.config  # ${mark}
`;

const ways: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'SQL with a schema and without': {
    'a.sql': `
SELECT config FROM shared.tenants; -- ← shared certain
SELECT config FROM public.tenants; -- ← public certain
SELECT config FROM tenants; -- ← public certain ← shared possible
SELECT t.config FROM Shared.Tenants t, plans; -- ← shared certain
UPDATE shared.tenants SET config = 1; -- ← shared certain
SELECT shared.tenants.config FROM shared.tenants; -- ← shared certain
SELECT config FROM archive.tenants; -- ← public certain ← shared possible
`,
  },
  'a model without a schema': { 'a.py': model('', 'x = 1', '← public certain ← shared possible') },
  'a schema in the arguments of a model': {
    'a.py': model('', '__table_args__ = {"schema": "shared"}', '← shared certain'),
    'b.py': model('', '__table_args__ = (Index("a", "id"), {"schema": "shared"})', '← shared certain'),
    'c.py': model('', '__table_args__ = {"schema": "public"}', '← public certain'),
    'd.py': model('SCHEMA = "shared"', '__table_args__ = {"schema": SCHEMA}', '← shared certain'),
    'e.py': model(
      'class InShared:\n    __table_args__ = {"schema": "shared"}\nclass Base(InShared): ...',
      'x = 1',
      '← shared certain',
    ),
  },
  'a schema of what collects the tables': {
    'a.py': model(
      'class Base(DeclarativeBase):\n    metadata = MetaData(schema="shared")',
      'x = 1',
      '← shared certain',
    ),
    'b.py': model(
      'metadata = MetaData(schema="shared")\nBase = declarative_base(metadata=metadata)',
      'x = 1',
      '← shared certain',
    ),
    'base.py': `${imports}metadata = MetaData(schema="shared")\n`,
    'c.py': model(
      'from base import metadata\nclass Base(DeclarativeBase):\n    metadata = metadata',
      'x = 1',
      '← shared certain',
    ),
    'd.py': model('db = SQLAlchemy(metadata=MetaData(schema="shared"))', 'x = 1', '← shared certain').replace(
      '(Base)',
      '(db.Model)',
    ),
    'e.py': model(
      'class Base(DeclarativeBase):\n    metadata = MetaData(schema="shared")',
      '__table_args__ = {"schema": "public"}',
      '← public certain',
    ),
  },
  'Core tables': {
    'a.py': `${imports}
metadata = MetaData(schema="shared")
one = Table("tenants", metadata, Column("config", String))  # ← shared certain
two = Table("tenants", MetaData(), Column("config", String), schema="shared")  # ← shared certain
three = Table("tenants", MetaData(), Column("config", String))  # ← public certain ← shared possible
print(one.c.config)  # ← shared certain
print(three.c.config)  # ← public certain ← shared possible
`,
  },
  'foreign keys': {
    'a.py': `${imports}
class Base(DeclarativeBase):
    metadata = MetaData(schema="shared")

class A(Base):
    __tablename__ = "a"
    one = Column(ForeignKey("tenants.config"))  # ← shared certain
    two = Column(ForeignKey("public.tenants.config"))  # ← public certain

class B(Other):
    __tablename__ = "b"
    one = Column(ForeignKey("tenants.config"))  # ← public certain ← shared possible
    two = Column(ForeignKey("shared.tenants.config"))  # ← shared certain
`,
  },
  'a value that is only called like a row': {
    'a.py': 'def f(tenant):\n    return tenant.config  # ← public possible ← shared possible\n',
    'a.html': '{{ tenant.config }} {# ← public possible ← shared possible #}\n',
  },
  'TypeORM and MikroORM': {
    'a.ts': `
@Entity({ name: 'tenants', schema: 'shared' })
class A { @Column() config: string; } // ← shared certain
@Entity('tenants', { schema: 'shared' })
class B { @Column() config: string; } // ← shared certain
@Entity('tenants')
class C { @Column() config: string; } // ← public certain ← shared possible
@Entity({ tableName: 'tenants', schema: 'shared' })
class D { @Property() config: string; } // ← shared certain
export const f = (a: A, c: C) => [
  a.config, // ← shared certain
  c.config, // ← public certain ← shared possible
];
`,
  },
  Drizzle: {
    'a.ts': `
import { pgSchema, pgTable, text } from 'drizzle-orm/pg-core';
const shared = pgSchema('shared');
export const one = shared.table('tenants', { config: text('config') }); // ← shared certain
export const two = pgTable('tenants', { config: text('config') }); // ← public certain ← shared possible
export const f = [
  one.config, // ← shared certain
  two.config, // ← public certain ← shared possible
];
`,
  },
  Sequelize: {
    'a.js': `
const One = sequelize.define('Tenant', { config: 1 }, { tableName: 'tenants', schema: 'shared' }); // ← shared certain
const Two = sequelize.define('Tenant', { config: 1 }, { tableName: 'tenants' }); // ← public certain ← shared possible
`,
  },
  Prisma: {
    'schema.prisma': `
model Tenant {
  id     Int
  config String // ← shared certain
  @@map("tenants")
  @@schema("shared")
}
model Other {
  id     Int
  config String // ← public certain
  @@map("tenants")
  @@schema("public")
}
`,
    'a.ts': `
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
prisma.tenant.findMany({ where: { config: '1' } }); // ← shared certain
prisma.other.findMany({ where: { config: '1' } }); // ← public certain
`,
  },
  'query builders': {
    'a.ts': `
knex('shared.tenants').select('config'); // ← shared certain
knex('tenants').select('config'); // ← public certain ← shared possible
knex('tenants').withSchema('shared').select('config'); // ← shared certain
db.withSchema('shared').selectFrom('tenants').select('config'); // ← shared certain
supabase.schema('shared').from('tenants').select('config'); // ← shared certain
knex('shared.tenants as t').where('t.config', 1); // ← shared certain
`,
  },
};

describe.each(['public', 'shared'])('%s.tenants.config is found, and the other is not, in', (schema) => {
  test.each(Object.entries(ways))('%s', async (_, files) => {
    const { told, marked } = await scan(files, schema);
    expect(told).toEqual(marked);
  });
});

test('a table by itself', async () => {
  const files = {
    'a.sql': `
SELECT 1 FROM shared.tenants; -- ← shared certain
SELECT 1 FROM tenants; -- ← public certain ← shared possible
`,
    'a.ts': `
knex('shared.tenants').select('id'); // ← shared certain
knex('public.tenants').select('id'); // ← public certain
`,
  };
  for (const schema of ['public', 'shared']) {
    const { told, marked } = await scan(files, schema, 'tenants');
    expect(told).toEqual(marked);
  }
});

test('a table or column that only one schema has needs none in the code', async () => {
  const files = {
    'a.sql': `
SELECT extra FROM tenants; -- ← shared certain
SELECT extra FROM shared.tenants; -- ← shared certain
SELECT extra FROM public.tenants;
`,
  };
  const extra = await scan(files, 'shared', 'tenants.extra');
  expect(extra.told).toEqual(extra.marked);
  const plans = { 'a.sql': 'SELECT price FROM plans; -- ← shared certain\nSELECT price FROM public.plans;\n' };
  const price = await scan(plans, 'shared', 'plans.price');
  expect(price.told).toEqual(price.marked);
});

test('what is less sure says why, and is told with its schema', async () => {
  const { found } = await scan({ 'a.sql': 'SELECT config FROM tenants;' }, 'shared');
  expect(found.map((each) => `${dotted(each)}: ${each.why}`)).toEqual([
    'shared.tenants.config: tenants is the only table of the query that has it, and no schema is named: public.tenants is another one',
  ]);
});

test('where all schemas that have it lose it, code without a schema is sure', async () => {
  const names = ['a', 'b'].map((schema) => ({ schema, table: 'users', column: 'email' }));
  const ofEach = new Tables(new Map(['a.users', 'b.users'].map((table) => [table, new Set(['id', 'email'])])));
  const code = codeOf({ 'a.sql': 'SELECT email FROM users;\nSELECT email FROM b.users;' });
  const { found } = await scanAll(scanners, code, { names, tables: ofEach, isLeftOut: () => false });
  expect(found.map((each) => `${each.line} ${dotted(each)} ${each.certainty}`)).toEqual([
    '2 b.users.email certain',
    '1 a.users.email certain',
  ]);
});
