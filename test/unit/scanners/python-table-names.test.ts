import { expect, test } from '@jest/globals';
import { Tables } from '../../../src/domain/tables.ts';
import { python } from '../../../src/scanners/python/index.ts';
import { codeOf } from './code-of.ts';

const row = `    id = Column(Integer, primary_key=True)\n`;
const lower = `
    @declared_attr
    def __tablename__(cls) -> str:
        return cls.__name__.lower()
`;

test.each<readonly [string, string, readonly string[]]>([
  [
    'a class decorated as the base',
    `@as_declarative()\nclass Base:${lower}\nclass UserGroup(Base):\n${row}`,
    ['usergroup'],
  ],
  [
    'a base made from a class, and a mixin that holds the columns',
    `class Own:${lower}${row}
Base = declarative_base(cls=Own)
class Fields:
${row}
class UserGroup(Fields, Base):
    pass`,
    ['usergroup'],
  ],
  [
    'a base that derives from DeclarativeBase',
    `class Base(DeclarativeBase):${lower.replace('declared_attr', 'declared_attr.directive')}\nclass User(Base):\n${row}`,
    ['user'],
  ],
  [
    'words that are parted',
    `class Base(DeclarativeBase):${lower.replace('cls.__name__.lower()', `re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()`)}\nclass HTTPRequest(Base):\n${row}`,
    ['http_request'],
  ],
  [
    'a literal in the function, for this class alone',
    `class User(Base):${lower.replace('cls.__name__.lower()', '"people"')}${row}`,
    ['people'],
  ],
  [
    "Flask-SQLAlchemy's own",
    `from extensions import db\nclass UserGroup(db.Model):\n${row.replace('Column', 'db.Column')}`,
    ['user_group'],
  ],
  [
    'one that is abstract',
    `class Base(DeclarativeBase):${lower}\nclass Timed(Base):\n    __abstract__ = True\n${row}`,
    [],
  ],
  ['one without columns', `class Base(DeclarativeBase):${lower}\nclass Helper(Base):\n    limit = 3\n`, []],
  ['a plain class with a like attribute', `class Grid:\n${row}`, []],
])('tables that are named by their base: %s', async (_, text, expected) => {
  const tables = await python.tables(codeOf({ 'app/models.py': text }), []);
  expect([...tables.keys()]).toEqual(expected);
});

test('the table that the database has is taken where a naming leaves a choice', async () => {
  const plural = lower.replace('cls.__name__.lower()', 'to_plural(cls.__name__)');
  const text = `class Base(DeclarativeBase):${plural}\nclass Category(Base):\n${row}    config = Column(JSON)\n`;
  const tables = await python.tables(codeOf({ 'app/models.py': text }), ['categories']);
  expect([...tables]).toEqual([['categories', new Set(['id', 'config'])]]);
});

test.each([
  ['__tablename__ = "tenants"', 'app_tenants', 1],
  ['__tablename__ = f"{PREFIX}tenants"', 'app_tenants', 1],
  ['__tablename__ = "tenants"', 'apptenants', 0],
  ['__tablename__ = "tenants"', 'app_tenant_plans', 0],
])('a table whose prefix is put before it when the code runs: %s for %s', async (naming, table, count) => {
  const text = `class Tenant(Base):
    ${naming}
${row}    name = Column(String)
    plan = Column(String)
    config = Column(JSON)
`;
  const code = codeOf({ 'app/models.py': text });
  const column = { table, column: 'config' };
  const scan = async (tables: Tables) => python.scan(code, { names: [column], tables, isLeftOut: () => false });
  const columns = new Set(['id', 'name', 'plan', 'config']);
  expect((await scan(new Tables(new Map([[table, columns]])))).found).toHaveLength(count);
  expect((await scan(new Tables(new Map([[table, new Set(['id', 'config'])]])))).found).toEqual([]);
  const asked = await python.tables(code, [table]);
  expect(asked.has(table)).toBe(count === 1 && !naming.includes('PREFIX'));
});
