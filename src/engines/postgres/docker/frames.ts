/** A piece of what programs in a container wrote. */
export interface Frame {
  readonly to: 'stdout' | 'stderr';
  readonly bytes: Buffer;
}

/**
 * Takes apart what the engine sends of a program without a terminal: before each piece eight bytes, the stream's number, three zeros, the length
 * (API reference, ContainerAttach).
 * @throws Error when it ends within a piece
 */
export async function* frames(sent: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of sent) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = endIn(rest); end <= rest.length; end = endIn(rest)) {
      yield { to: rest[0] === 2 ? 'stderr' : 'stdout', bytes: rest.subarray(8, end) };
      rest = rest.subarray(end);
    }
  }
  if (rest.length > 0) throw new Error('the Docker engine broke off in what a container wrote');
}

/** Where the first piece ends; nowhere while its length has not come. */
const endIn = (bytes: Buffer): number => (bytes.length < 8 ? Number.POSITIVE_INFINITY : 8 + bytes.readUInt32BE(4));
