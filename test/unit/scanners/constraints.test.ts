import { expect, test } from '@jest/globals';
import type { Constraint } from '../../../src/domain/constraint.ts';
import { Tables } from '../../../src/domain/tables.ts';
import { constraints } from '../../../src/scanners/constraints.ts';
import { codeOf } from './code-of.ts';
import { marked, told } from './marks.ts';

const unique: Constraint = { kind: 'constraint', schema: 'public', table: 'tenants', name: 'uq_name', isShared: false };

async function found(file: string, text: string, asked: Constraint = unique) {
  const wanted = { names: [], constraints: [asked], tables: new Tables(new Map()), isLeftOut: () => false };
  return told((await constraints.scan(codeOf({ [file]: text }), wanted)).found);
}

test.each([
  [
    'a.sql',
    `
INSERT INTO tenants (name) VALUES (1) ON CONFLICT ON CONSTRAINT uq_name DO NOTHING; -- ← certain
ALTER TABLE tenants DROP CONSTRAINT IF EXISTS "uq_name"; -- ← certain
SET CONSTRAINTS uq_name DEFERRED; -- ← certain
REINDEX INDEX CONCURRENTLY public.uq_name; -- ← certain
SELECT * FROM tenants INDEXED BY uq_name; -- ← certain
SELECT uq_name FROM elsewhere;
-- ON CONFLICT ON CONSTRAINT uq_name
ALTER TABLE tenants DROP CONSTRAINT uq_name_2;`,
  ],
  [
    'a.py',
    `
insert(Tenant).on_conflict_do_update(constraint="uq_name", set_={})  # ← certain
insert(Tenant).on_conflict_do_update(constraint="uq_name_2", set_={})
__table_args__ = (UniqueConstraint("name", name="uq_name"), Index("uq_name", "name"))  # ← certain
if e.orig.diag.constraint_name == "uq_name":  # ← certain
    pass
if "uq_name" in str(e):  # ← likely
    pass
text("INSERT INTO tenants VALUES (1) ON CONFLICT ON CONSTRAINT uq_name DO NOTHING")  # ← certain
# if "uq_name" in str(e):
uq_name = 1
log("uq_names", f(uq_name))`,
  ],
  [
    'a.ts',
    `
if (err.constraint === 'uq_name') throw new Taken(); // ← certain
db.insertInto('tenants').onConflict((oc) => oc.constraint('uq_name').doNothing()); // ← certain
@Unique('uq_name', ['name']) // ← certain
const messages = { 'uq_name': 'The name is taken' }; // ← likely
if (/x/.test(e.message) && e.message.includes("violates uq_name")) return; // ← likely
const uq_name = 1;
call(uq_name, 'uq_name_2', my.uq_name);`,
  ],
])('in %s', async (file, text) => expect(await found(file, text)).toEqual([...marked(file, text)].sort()));

test('a name of one plain word only where it is asked for as a constraint', async () => {
  const text = 'if err.constraint_name == "positive":  # ← certain\n    log("a positive number")\nx = "positive"\n';
  expect(await found('a.py', text, { ...unique, name: 'positive' })).toEqual(marked('a.py', text));
});

test('a name that another table has as well is sure only beside the table', async () => {
  const text = 'f(constraint="uq_name")  # ← possible\nx(tenants, constraint="uq_name")  # ← certain\n';
  expect(await found('a.py', text, { ...unique, isShared: true })).toEqual(marked('a.py', text));
});
