import { expect, test } from '@jest/globals';
import { Tables } from '../../../src/domain/tables.ts';
import { scanAll } from '../../../src/gate/references.ts';
import type { Scanner } from '../../../src/scanners/scanner.ts';
import { codeOf } from '../scanners/code-of.ts';

const wanted = (column: string) => ({
  names: [{ table: 'tenants', column }],
  tables: new Tables(new Map()),
  isLeftOut: () => false,
});

test('no scanner is started where no file holds one of the words', async () => {
  const asked: string[] = [];
  const scanner: Scanner = {
    id: 'x',
    scan: async (_, { names }) => {
      asked.push(...names.map(({ column }) => column ?? ''));
      return { found: [], unread: [] };
    },
    tables: async () => new Map(),
  };
  const code = codeOf({ 'a.ts': 'tenant.networkCode' });
  for (const column of ['network_code', 'config', 'network']) await scanAll([scanner], code, wanted(column));
  expect(asked).toEqual(['network_code']);
});
