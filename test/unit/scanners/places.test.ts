import { expect, test } from '@jest/globals';
import { Tables } from '../../../src/domain/tables.ts';
import { scanners } from '../../../src/scanners/index.ts';
import { codeOf } from './code-of.ts';

const tables = new Tables(
  new Map([
    ['tenants', new Set(['id', 'name', 'network_code', 'plan'])],
    ['plans', new Set(['id', 'title'])],
  ]),
);

/** `line:start text` of what is found certain or likely, `line text` where only the line is known. */
async function places(file: string, text: string, column: string | null = 'network_code') {
  const wanted = { names: [{ table: 'tenants', column }], tables, isLeftOut: () => false };
  const found = [];
  for (const scanner of scanners) found.push(...(await scanner.scan(codeOf({ [file]: text }), wanted)).found);
  const lines = text.split('\n');
  return found
    .filter(({ certainty }) => certainty !== 'possible')
    .map(({ line, span }) => {
      const own = lines[line - 1] ?? '';
      return span ? `${line}:${span.start} ${own.slice(span.start - 1, span.end - 1)}` : `${line}`;
    })
    .sort();
}

const model = `class Tenant(Base):
    __tablename__ = "tenants"
    id = Column(Integer)
    network_code = Column(String)
`;

test.each([
  [
    'a declaration and an attribute',
    `${model}\ndef f(t: Tenant):\n    network_code = t.network_code`,
    ['4:5 network_code', '7:22 network_code'],
  ],
  [
    'the second line of a chain',
    `${model}\ndef f(t: Tenant):\n    return (t\n        .network_code)`,
    ['4:5 network_code', '8:10 network_code'],
  ],
  ['a keyword', `${model}\nTenant(network_code=network_code)`, ['4:5 network_code', '6:8 network_code']],
  ['a text', `${model}\ngetattr(Tenant(), "network_code")`, ['4:5 network_code', '6:20 network_code']],
  ['a foreign key', 'x = ForeignKey("tenants.network_code")', ['1:25 network_code']],
  ['a Core table', 'x = Table("tenants", m, Column("network_code", String))', ['1:33 network_code']],
  ['SQL', 'q = "SELECT id, network_code FROM tenants"', ['1:17 network_code']],
  [
    'quoted SQL over lines',
    'q = text(\n    f"""SELECT {x}, t."network_code"\n FROM tenants t"""\n)',
    ['2:24 network_code'],
  ],
  ['strings side by side', 'q = ("SELECT id, "\n  "network_code "\n  "FROM tenants")', ['2:4 network_code']],
  [
    'twice in a line',
    `${model}\ndef f(t: Tenant): return t.network_code or t.network_code`,
    ['4:5 network_code', '6:28 network_code', '6:46 network_code'],
  ],
])('in Python, %s', async (_, code, expected) => expect(await places('a.py', code)).toEqual(expected));

test.each([
  ['a property', 'export const f = (networkCode: string, tenant: any) => tenant.networkCode;', ['1:63 networkCode']],
  ['quoted access', "export const f = (tenant: any) => tenant['network_code'];", ['1:43 network_code']],
  ['a query builder', "knex('tenants as t').where('t.network_code', 1);", ['1:31 network_code']],
  ['SQL in a template', 'const q = sql`SELECT id,\n  network_code FROM tenants`;', ['2:3 network_code']],
  ['a declaration', "@Entity('tenants')\nclass Tenant {\n  @Column() network_code: string;\n}", ['3:13 network_code']],
])('in TypeScript, %s', async (_, code, expected) => expect(await places('a.ts', code)).toEqual(expected));

test('in the markup of a component', async () => {
  const text =
    '<template>\n  <p>{{ tenant.network_code }}</p>\n</template>\n<script>\nexport default { props: ["tenant"] };\n</script>\n';
  expect(await places('a.vue', text)).toEqual(['2:16 network_code']);
});

test('in SQL, of a table as well', async () => {
  expect(await places('a.sql', 'SELECT 1;\nSELECT "network_code" FROM public.tenants;')).toEqual(['2:9 network_code']);
  expect(await places('a.sql', 'SELECT 1 FROM public."tenants" t', null)).toEqual(['1:23 tenants']);
});
