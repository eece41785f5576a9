import { expect, test } from '@jest/globals';
import { Tables } from '../../../src/domain/tables.ts';
import { labels } from '../../../src/scanners/labels.ts';
import { codeOf } from './code-of.ts';
import { marked, told } from './marks.ts';

const tables = new Tables(
  new Map([
    ['orders', new Set(['id', 'state'])],
    ['plans', new Set(['id', 'state'])],
  ]),
);

async function found(files: Readonly<Record<string, string>>) {
  const label = { type: 'order_state', value: 'archived', columns: [{ table: 'orders', column: 'state' }] };
  const wanted = { names: [], labels: [label], tables, isLeftOut: () => false };
  return told((await labels.scan(codeOf(files), wanted)).found);
}

test.each([
  [
    'a.py',
    'if order.state == "archived":  # ← likely\n    pass\nif plan.state == "archived":\n    pass\nx = "archived"\narchived = 1',
  ],
  ['a.py', 'session.query(Order).filter(Order.state.in_(["new", "archived"]))  # ← likely'],
  ['a.py', 'Order(state="archived")  # ← possible\nlog("archived", state=1)\n# state = "archived"'],
  [
    'a.py',
    'state = Column(\n  Enum(\n    "new",\n    "archived",  # ← certain\n    name="order_state",\n  )\n)\nother = Enum("archived", name="plan_state")',
  ],
  [
    'a.py',
    'class OrderState(str, Enum):\n    NEW = "new"\n    ARCHIVED = "archived"  # ← likely\n\n\nclass PlanState(Enum):\n    ARCHIVED = "archived"\n\n\nx = OrderState.ARCHIVED  # ← likely\ny = PlanState.ARCHIVED\nz = OrderState.NEW',
  ],
  ['a.py', 'class OrderState(Enum):\n    archived = 1  # ← likely\n\n\nx = OrderState.archived  # ← likely'],
  [
    'a.ts',
    "export enum OrderState {\n  New = 'new',\n  Archived = 'archived', // ← likely\n}\nif (order.state === 'archived') go(OrderState.Archived); // ← likely\nconst other = 'archived';",
  ],
  ['a.sql', "SELECT 1 FROM orders o WHERE orders.state = 'archived'; -- ← likely\nSELECT 'archived' AS title;"],
  ['a.sql', "CREATE TYPE order_state AS ENUM ('new', 'archived'); -- ← certain\nCREATE TYPE x AS ENUM ('archived');"],
  ['a.html', '{% if order.state == "archived" %}x{% endif %}<!-- ← likely -->\n<p>archived</p>'],
])('%s: %s', async (file, text) => expect(await found({ [file]: text })).toEqual([...marked(file, text)].sort()));

test('a member that another file uses', async () => {
  const files = {
    'states.py': 'class OrderState(Enum):\n    GONE = "archived"  # ← likely\n',
    'use.py': 'f(OrderState.GONE)  # ← likely\nf(PlanState.GONE)\n',
  };
  expect(await found(files)).toEqual(Object.entries(files).flatMap(([file, text]) => marked(file, text)));
});
