import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pullRequest } from '../../scripts/example.mjs';
import type { Report } from '../../src/reporters/report.ts';
import { gate } from '../support/gate-command.ts';

let repository: ReturnType<typeof pullRequest>;
beforeAll(() => {
  repository = pullRequest('dropped-object-unreferenced', 'bad');
});
afterAll(() => repository.dispose());

const refs = (...args: readonly string[]) => gate(['refs', ...args], { cwd: repository.folder });

test('the code that names a column, each line with the reason', async () => {
  const { code, stdout } = await refs('customers.name', '--no-color');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `shop/letters.py:8  customers.name  certain

     6 |
     7 | def greetings(session: Session) -> list[str]:
  >  8 |     return [f"Dear {customer.name}" for customer in session.scalars(select(Customer))]
       |                              ^^^^ column customers.name
     9 |
    10 |

  why   attribute: customer is a Customer, a row of customers

shop/letters.py:12  customers.name  certain

    10 |
    11 | def count_named(session: Session) -> int:
  > 12 |     return session.execute(text("SELECT count(*) FROM customers WHERE name IS NOT NULL")).scalar_one()
       |                                                                       ^^^^ column customers.name
    13 |
    14 |

  why   SQL: customers is the only table of the query that has it

Notes
  - Neither the code nor a schema file knows customers.name: --schema FILE.sql names one.

2 references: 2 certain, 0 likely, 0 possible
`,
  });
});

test('of another commit, as a report', async () => {
  const file = join(repository.folder, '.git/refs.json');
  const { code } = await refs('customers.name', '--commit', 'main', '--format', `json:${file}`);
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  expect(code).toBe(0);
  expect(report).toMatchObject({ verdict: 'pass', plan: [], walks: [], findings: [], notes: [] });
  expect(report.references.map(({ file, line, commit }) => `${file}:${line} ${commit.length}`)).toEqual([
    'shop/customers.py:12 40',
    'shop/letters.py:8 40',
    'shop/letters.py:12 40',
  ]);
});

test('beside a project that cannot be read', async () => {
  const broken = join(repository.folder, 'old/alembic.ini');
  mkdirSync(dirname(broken));
  writeFileSync(broken, '[alembic]\nscript_location = /srv/migrations\n');
  const { code, stdout } = await refs('customers.name', '--no-color');
  rmSync(dirname(broken), { recursive: true });
  expect(code).toBe(0);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'which files are migrations is known only by what their folders are called (of no weight for the verdict) why old/alembic.ini:2: script_location `/srv/migrations` is not there',
  );
  expect(stdout).toContain('shop/letters.py:8  customers.name  certain');
});

test('nothing, and what is not known', async () => {
  const { code, stdout } = await refs('nowhere.nothing', '--no-color');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      'Notes\n  - Neither the code nor a schema file knows nowhere.nothing: --schema FILE.sql names one.\n\nNo reference.\n',
  });
});

test('a label of an enum type that the code declares', async () => {
  const file = join(repository.folder, 'shop/state.py');
  writeFileSync(
    file,
    `state = Enum("new", "archived", name="order_state")


class Order(Base):
    __tablename__ = "orders"
    state = Column(Enum("new", "archived", name="order_state"))


def f(order, author):
    return order.state == "archived" or author.note == "archived"
`,
  );
  const { code, stdout } = await refs('order_state.archived', '--no-color');
  rmSync(file);
  expect(code).toBe(0);
  expect(stdout.match(/^shop.*$/gm)).toEqual([
    'shop/state.py:1  order_state.archived  certain',
    'shop/state.py:6  order_state.archived  certain',
    'shop/state.py:10  order_state.archived  likely',
  ]);
  expect(stdout).toContain('3 references: 2 certain, 1 likely, 0 possible');
});

describe('bad input ends with 2 and words', () => {
  test.each([
    [['a.b.c.d'], '"a.b.c.d" is neither a table nor a column'],
    [['.x'], '".x" is neither a table nor a column'],
    [['a', '--certainty', 'sure'], '--certainty sure must be possible, likely, certain'],
    [['a', '--format', 'sarif'], 'refs has no format "sarif"'],
    [['a', '--commit', 'no-such'], 'There is no commit `no-such`'],
    [['a', '--schema', 'no-such.sql'], 'the schema file no-such.sql cannot be read'],
    [
      ['a', '--output', '/no/such/report.json', '--format', 'json'],
      'the report cannot be written to /no/such/report.json',
    ],
    [[], "missing required argument 'name'"],
  ])('%j', async (args, words) => {
    const { code, stderr } = await refs(...args, '--no-color');
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toContain(words);
  });
});
