import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ask, messageIn, receive, replyOf } from './api.ts';
import { askMs } from './containers.ts';
import { frames } from './frames.ts';

/** A program that writes nothing for so long is given up. */
const silenceMs = 60_000;
const pollMs = 20;

/**
 * Runs a program in a running container.
 * @param take reads what it writes, to the end
 * @throws Error in the program's words or the engine's when it is not there or ends badly
 */
export async function execute(
  container: string,
  command: readonly string[],
  take: (output: Readable) => Promise<void>,
): Promise<void> {
  const asked = { AttachStdout: true, AttachStderr: true, Cmd: command };
  const made = await ask({ method: 'POST', path: `/containers/${container}/exec`, silenceMs: askMs, body: asked });
  if (made.status !== 201) throw new Error(messageIn(made));
  const { Id } = JSON.parse(String(made.body)) as { readonly Id: string };
  const body = { Detach: false, Tty: false };
  let words = '';
  async function* output(sent: Readable): AsyncGenerator<Buffer> {
    for await (const { to, bytes } of frames(sent)) {
      if (to === 'stdout') yield bytes;
      else words += bytes;
    }
  }
  await receive({ method: 'POST', path: `/exec/${Id}/start`, silenceMs, body }, async (response) => {
    if (response.statusCode !== 200) throw new Error(messageIn(await replyOf(response)));
    await take(Readable.from(output(response), { objectMode: false }));
  });
  const code = await exitCode(Id);
  if (code === 126 || code === 127) throw new Error(`the container has no ${command[0]} to be run`);
  if (code !== 0) throw new Error(`${command[0]} ended with exit code ${code}: ${words.trim()}`);
}

/** The engine ends the output of a program a little before it knows how the program ended. */
async function exitCode(id: string): Promise<number | null> {
  const end = performance.now() + askMs;
  for (;;) {
    const reply = await ask({ method: 'GET', path: `/exec/${id}/json`, silenceMs: askMs });
    if (reply.status !== 200) throw new Error(messageIn(reply));
    const { Running, ExitCode } = JSON.parse(String(reply.body)) as { Running: boolean; ExitCode: number | null };
    if (!Running || performance.now() > end) return ExitCode;
    await delay(pollMs);
  }
}
