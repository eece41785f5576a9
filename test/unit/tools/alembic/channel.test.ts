import { expect, test } from '@jest/globals';
import { RecordReader } from '../../../../src/tools/alembic/channel.ts';
import { sealed } from '../../../support/sealed.ts';

const good = (seq: number) => sealed('key', { seq, kind: 'k', value: 'é' });

test('records arrive whole, wherever the bytes are cut', () => {
  const reader = new RecordReader('key');
  const bytes = Buffer.concat([good(1), good(2)]);
  const cut = bytes.indexOf('é') + 1;
  expect(reader.push(bytes.subarray(0, cut))).toEqual([]);
  expect(reader.push(bytes.subarray(cut))).toEqual([
    { seq: 1, kind: 'k', value: 'é' },
    { seq: 2, kind: 'k', value: 'é' },
  ]);
  expect(reader).toMatchObject({ complete: true, strange: 0 });
});

test('what is not sealed with the key is counted and not believed', () => {
  const reader = new RecordReader('key');
  const seal = good(1).toString().trim().slice(0, 64);
  const forged = [
    sealed('another key', { seq: 1, kind: 'k' }),
    Buffer.from('no JSON\n[1]\n{"seq":1,"kind":"k"}\n'),
    Buffer.from(`${seal} {"seq":1,"kind":"k","value":"e"}\n${seal}\n${seal} \n`),
    Buffer.from(good(1).toString().toUpperCase()),
    Buffer.from(good(1).toString().replace('"k"', '"k" ')),
  ];
  for (const bytes of forged) expect(reader.push(bytes)).toEqual([]);
  expect(reader.strange).toBe(9);
  expect(reader.push(good(1))).toHaveLength(1);
  expect(reader.complete).toBe(true);
});

test('a missing or repeated record is noticed', () => {
  for (const second of [3, 1]) {
    const reader = new RecordReader('key');
    reader.push(Buffer.concat([good(1), good(second)]));
    expect(reader.complete).toBe(false);
  }
});

test('a line without end is dropped, to its last byte', () => {
  const reader = new RecordReader('key');
  reader.push(Buffer.alloc(9 * 1024 * 1024, 'x'));
  expect(reader.push(good(1))).toHaveLength(1);
  expect(reader.strange).toBe(1);
});

test('what others began before a record does not swallow it', () => {
  const reader = new RecordReader('key');
  expect(reader.push(Buffer.concat([Buffer.from('half a li'), good(1), good(2)]))).toHaveLength(2);
  expect(reader).toMatchObject({ strange: 1, complete: true });
});
