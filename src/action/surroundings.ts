import type { Surroundings } from '../cli/surroundings.ts';

/** The same process with another folder and environment: what is started from here sees no more. */
export const inside = (outer: Surroundings, cwd: string, env: NodeJS.ProcessEnv): Surroundings => ({
  argv: outer.argv,
  env,
  stdout: outer.stdout,
  stderr: outer.stderr,
  cwd: () => cwd,
  on: (name, listener) => outer.on(name, listener),
  off: (name, listener) => outer.off(name, listener),
  exit: (code) => outer.exit(code),
});
