import { execFile } from 'node:child_process';
import { type Environment, harmless } from './harmless-environment.ts';

/** What is wrong with a Python text. */
export interface SyntaxFault {
  /** Counts from 1. */
  readonly line: number;
  readonly what: string;
}

const question = `
import json, sys
try:
    compile(sys.stdin.buffer.read(), "revision", "exec", dont_inherit=True)
    print("null")
except SyntaxError as error:
    print(json.dumps([error.lineno or 1, error.msg]))
`;

const limitMs = 20_000;

/**
 * Asks the project's own Python to compile a text, which runs none of it: the grammar may be older or newer than that Python.
 * @returns null when the text compiles; 'unknown' when Python could not be asked
 */
export function compileFault(
  python: string,
  source: Buffer,
  environment: Environment,
): Promise<SyntaxFault | null | 'unknown'> {
  return new Promise((resolve) => {
    const options = { timeout: limitMs, env: harmless(environment) };
    const child = execFile(python, ['-I', '-c', question], options, (error, stdout) =>
      resolve(error ? 'unknown' : faultIn(stdout)),
    );
    // A Python that cannot start closes its input; that it failed is told by its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(source);
  });
}

function faultIn(stdout: string): SyntaxFault | null {
  const fault = JSON.parse(stdout) as [number, string] | null;
  return fault && { line: fault[0], what: `Not valid Python: ${fault[1]}.` };
}
