import { open, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GateError, messageOf } from '../domain/error.ts';
import type { Report } from '../reporters/report.ts';
import type { ReadSource, RenderOptions } from '../reporters/reporter.ts';
import type { Output } from './outputs.ts';
import { readPage } from './pages.ts';
import { hasColour, type Surroundings, widthOf, write } from './surroundings.ts';
import { version } from './version.ts';

/** Makes sure, before anything heavy starts, that the report can be written. @throws GateError `io` */
export async function probe(outputs: readonly Output[], cwd: string): Promise<void> {
  for (const { to } of outputs) if (typeof to === 'object') await probeFile(to.file, cwd);
}

/** @param file as the user named it @throws GateError `io` */
export async function probeFile(file: string, cwd: string): Promise<void> {
  const path = resolve(cwd, file);
  try {
    const isNew = await exclusively(path);
    if (isNew) await rm(path);
    else await (await open(path, 'r+')).close();
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

/** Whether there was no such file; it is there afterwards. */
async function exclusively(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}

export interface Delivery {
  readonly surroundings: Surroundings;
  readonly readSource: ReadSource;
  readonly colourRefused: boolean;
}

/** Writes every copy; one that cannot be written does not keep the others back. @returns why, for each that was not written */
export async function deliver(
  report: Report,
  outputs: readonly Output[],
  delivery: Delivery,
): Promise<readonly GateError[]> {
  const { surroundings, readSource, colourRefused } = delivery;
  const common = { readSource, readPage, version };
  const failed: GateError[] = [];
  for (const { reporter, to } of outputs) {
    if (typeof to === 'object') {
      const text = await reporter.render(report, { ...common, width: 100, colour: false });
      await writeFile(resolve(surroundings.cwd(), to.file), text).catch((cause) => {
        failed.push(unwritable(to.file, cause));
      });
      continue;
    }
    const stream = surroundings[to];
    const options: RenderOptions = {
      ...common,
      width: widthOf(stream),
      colour: hasColour(stream, surroundings.env, colourRefused),
    };
    await write(stream, await reporter.render(report, options));
  }
  return failed;
}

/** @param file as the user named it */
export const unwritable = (file: string, cause: unknown): GateError =>
  new GateError('io', `the report cannot be written to ${file}: ${messageOf(cause)}`, {
    hint: 'Name a file in a folder that is there and can be written.',
    cause,
  });
