import { expect, test } from '@jest/globals';
import { frames } from '../../../../src/engines/postgres/docker/frames.ts';

const frame = (stream: number, text: string): Buffer => {
  const head = Buffer.alloc(8);
  head[0] = stream;
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
};

async function read(pieces: readonly Buffer[]): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { to, bytes } of frames(pieces)) found.push(`${to} ${bytes}`);
  return found;
}

const sent = Buffer.concat([frame(1, 'data'), frame(2, ''), frame(2, 'words'), frame(1, 'more')]);
const whole = ['stdout data', 'stderr ', 'stderr words', 'stdout more'];

test.each([1, 3, 8, 9, sent.length])('what comes by %i bytes is taken apart', async (size) => {
  const pieces = Array.from({ length: Math.ceil(sent.length / size) }, (_, n) =>
    sent.subarray(n * size, (n + 1) * size),
  );
  expect(await read(pieces)).toEqual(whole);
});

test.each([1, 4, 11])('what ends %i bytes early is an error', async (missing) => {
  await expect(read([sent.subarray(0, sent.length - missing)])).rejects.toThrow('broke off');
});

test('nothing is nothing', async () => {
  expect(await read([])).toEqual([]);
});
