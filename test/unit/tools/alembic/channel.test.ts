import { expect, test } from '@jest/globals';
import { RecordReader } from '../../../../src/tools/alembic/channel.ts';

const line = (record: object) => Buffer.from(`${JSON.stringify(record)}\n`);
const good = (seq: number) => line({ nonce: 'n', seq, kind: 'k', value: 'é' });

test('records arrive whole, wherever the bytes are cut', () => {
  const reader = new RecordReader('n');
  const bytes = Buffer.concat([good(1), good(2)]);
  const cut = bytes.indexOf('é') + 1;
  expect(reader.push(bytes.subarray(0, cut))).toEqual([]);
  expect(reader.push(bytes.subarray(cut))).toMatchObject([{ seq: 1, kind: 'k', value: 'é' }, { seq: 2 }]);
  expect(reader.complete).toBe(true);
});

test('a wrong nonce and garbage are counted and not believed', () => {
  const reader = new RecordReader('n');
  const forged = [
    line({ nonce: 'm', seq: 1, kind: 'k' }),
    line({ seq: 1, kind: 'k' }),
    Buffer.from('no JSON\n[1]\n"n"\n'),
  ];
  for (const bytes of forged) expect(reader.push(bytes)).toEqual([]);
  expect(reader.strange).toBe(5);
  expect(reader.push(good(1))).toHaveLength(1);
  expect(reader.complete).toBe(true);
});

test('a missing or repeated record is noticed', () => {
  for (const second of [3, 1]) {
    const reader = new RecordReader('n');
    reader.push(Buffer.concat([good(1), good(second)]));
    expect(reader.complete).toBe(false);
  }
});

test('a line without end is dropped', () => {
  const reader = new RecordReader('n');
  reader.push(Buffer.alloc(9 * 1024 * 1024, 'x'));
  expect(reader.strange).toBe(1);
  expect(reader.push(Buffer.concat([Buffer.from('\n'), good(1)]))).toHaveLength(1);
});
