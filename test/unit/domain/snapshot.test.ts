import { expect, test } from '@jest/globals';
import { sharing } from '../../../src/domain/snapshot.ts';
import { column, snapshot, table } from '../../support/schema.ts';

test('a later reading has the very objects of the earlier one where they are as they were', () => {
  const before = snapshot(table('users'), column('users', 'name'), column('users', 'age'));
  const read = snapshot(table('users'), column('users', 'name', { type: 'text' }), column('users', 'email'));
  const after = sharing(before, read);
  expect(after).toEqual(read);
  expect(after.get('table public.users')).toBe(before.get('table public.users'));
  expect(after.get('column public.users.name')).toBe(read.get('column public.users.name'));
});

test('an object that was made anew is another one, though it looks the same', () => {
  const of = (oid: string) => snapshot({ ...table('users'), oid });
  const [before, read] = [of('1'), of('2')];
  expect(sharing(before, read).get('table public.users')).toBe(read.get('table public.users'));
});
