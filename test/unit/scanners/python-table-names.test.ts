import { expect, test } from '@jest/globals';
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
