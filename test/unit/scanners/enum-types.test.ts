import { expect, test } from '@jest/globals';
import { dotted } from '../../../src/domain/reference.ts';
import { declaredTypes } from '../../../src/scanners/enum-types.ts';
import { codeOf } from './code-of.ts';

const types = async (file: string, text: string) =>
  (await declaredTypes(codeOf({ [file]: text }), ['order_state'])).map(
    ({ name, columns }) => `${name}: ${columns.map(dotted).join(' ')}`,
  );

test.each([
  [
    'a.sql',
    `CREATE TYPE order_state AS ENUM ('new', 'archived');
CREATE TABLE plans (id int);
CREATE TABLE public.orders (id int, state public.order_state NOT NULL, past order_state[]);`,
    'order_state: orders.state orders.past',
  ],
  [
    'a.py',
    `class Plan(Base):
    __tablename__ = "plans"
    title = Column(String)

class Order(Base):
    __tablename__ = "orders"
    title = Column(String)
    state = Column(
        Enum("new", "archived", name="order_state"),
        nullable=False,
    )
    other = Column(String)
`,
    'order_state: orders.state',
  ],
  [
    'a.ts',
    `export const orderState = pgEnum('order_state', ['new', 'archived']);
export const orders = pgTable('orders', {
  title: text('title'),
  state: orderState('state').notNull(),
});`,
    'order_state: orders.state',
  ],
  [
    'deep.ts',
    `export const orderState = pgEnum('order_state', ['new', 'archived']);
export const orders = pgTable('orders', {
  title: [
${`${' '.repeat(80)}text,\n`.repeat(12)}  ],
  state: orderState('state'),
});`,
    'order_state: orders.state',
  ],
])('%s', async (file, text, said) => expect(await types(file, text)).toEqual([said]));

test.each([
  ['a.py', 'order_state = load()\nprint("order_state", Enum("a", name="plan_state"))'],
  ['a.sql', 'CREATE TYPE plan_state AS ENUM (1); SELECT order_state FROM orders;'],
])('no type in %s', async (file, text) => expect(await types(file, text)).toEqual([]));
