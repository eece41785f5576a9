import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { hasColour, ignoreClosedPipe, isLive, type Stream, widthOf, write } from '../../../src/cli/surroundings.ts';

const stream = (given: { isTTY?: boolean; columns?: number } = {}): Stream => Object.assign(new Writable(), given);
const tty = stream({ isTTY: true, columns: 80 });

test('live only for a person at a terminal whose width is known', () => {
  expect(isLive(tty, {})).toBe(true);
  expect(isLive(stream({ isTTY: true, columns: 0 }), {})).toBe(false);
  expect(isLive(stream(), {})).toBe(false);
  expect(isLive(tty, { CI: 'true' })).toBe(false);
  expect(isLive(tty, { TERM: 'dumb' })).toBe(false);
});

test('colours: NO_COLOR and --no-color win, then FORCE_COLOR, then the terminal', () => {
  expect(hasColour(tty, {}, false)).toBe(true);
  expect(hasColour(stream(), {}, false)).toBe(false);
  expect(hasColour(stream(), { FORCE_COLOR: '1' }, false)).toBe(true);
  expect(hasColour(tty, { FORCE_COLOR: '0' }, false)).toBe(false);
  expect(hasColour(tty, { NO_COLOR: '1', FORCE_COLOR: '1' }, false)).toBe(false);
  expect(hasColour(tty, { FORCE_COLOR: '1' }, true)).toBe(false);
});

test.each([
  [undefined, 100],
  [0, 100],
  [80, 80],
  [300, 100],
  [10, 40],
])('%p columns are %d characters', (columns, width) => {
  expect(widthOf(stream({ ...(columns !== undefined && { columns }) }))).toBe(width);
});

test('a reader that went away is no error; anything else is', async () => {
  const broken = (code: string): Stream =>
    new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });
  const closed = broken('EPIPE');
  ignoreClosedPipe(closed);
  await write(closed, 'x');
  const full = broken('ENOSPC');
  ignoreClosedPipe(full);
  expect(() => full.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full');
});
