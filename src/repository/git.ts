import { execFile } from 'node:child_process';
import { GateError } from '../domain/error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Git, asked in one folder: no lock, no index refresh, no file system monitor, no pager, no question on the terminal. */
export class Git {
  readonly folder: string;
  readonly #environment: Environment;

  constructor(folder: string, environment: Environment) {
    this.folder = folder;
    // English messages, because `refusal` below reads one; pathspecs as they are, because a folder may be called `[a]*`.
    const ours = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_LITERAL_PATHSPECS: '1', LC_ALL: 'C' };
    this.#environment = { ...environment, ...ours };
  }

  /** Runs git and gives back whatever it answers. @throws GateError `no-git` when there is no git to run */
  ask(args: readonly string[], input?: string | Buffer): Promise<GitResult> {
    return new Promise((resolve, reject) => {
      const child = execFile(
        'git',
        ['-c', 'core.fsmonitor=false', ...args],
        { cwd: this.folder, env: { ...this.#environment }, encoding: 'buffer', maxBuffer: Number.POSITIVE_INFINITY },
        (error, stdout, stderr) => {
          if (error && typeof error.code !== 'number') reject(notRun(error, this.folder));
          else resolve({ code: error ? Number(error.code) : 0, stdout, stderr: stderr.toString().trim() });
        },
      );
      // A git that ends early closes its input; what it says is told by its exit code.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input ?? '');
    });
  }

  /** The output of a command that has no reason to fail. @throws GateError `no-git` with git's words when it does */
  async output(args: readonly string[], input?: string | Buffer): Promise<Buffer> {
    const { code, stdout, stderr } = await this.ask(args, input);
    if (code === 0) return stdout;
    throw new GateError(
      'no-git',
      `\`git ${args.join(' ')}\` failed in ${this.folder}: ${stderr || `exit code ${code}`}`,
      {
        hint: 'Run the command by hand in that folder; `git fsck` tells whether the repository is damaged.',
      },
    );
  }

  /** One line of output, or null when git answers with a failure. */
  async line(args: readonly string[]): Promise<string | null> {
    const { code, stdout } = await this.ask(args);
    return code === 0 ? stdout.toString().trim() || null : null;
  }
}

function notRun(error: Error & { code?: unknown }, folder: string): GateError {
  const why = error.code === 'ENOENT' ? 'there is no `git` on PATH' : error.message;
  return new GateError('no-git', `Git could not be run in ${folder}: ${why}.`, {
    hint: 'Install git, or use `--all` to walk the whole history without comparing it to a base.',
    cause: error,
  });
}

/** Why git would not say where the work tree is, in our words. */
export function refusal(folder: string, stderr: string): GateError {
  if (stderr.includes('dubious ownership'))
    return new GateError('no-git', `Git refuses to read the repository at ${folder}: it belongs to another user.`, {
      hint: `git config --global --add safe.directory ${safeDirectory(stderr) ?? folder}`,
    });
  if (stderr.includes('must be run in a work tree'))
    return new GateError(
      'no-git',
      `${folder} is a bare repository or lies inside \`.git\`: there are no files to check.`,
      {
        hint: 'Run the gate in a work tree (`git worktree add` makes one).',
      },
    );
  if (stderr.includes('not a git repository'))
    return new GateError('no-git', `${folder} is not in a git repository.`, {
      hint: 'Run the gate inside one, or use `--all` to walk the whole history without comparing it to a base.',
    });
  return new GateError('no-git', `Git cannot read the repository at ${folder}: ${stderr}`, {
    hint: 'Run `git status` there to see the same refusal; use `--all` to walk the whole history without git.',
  });
}

/** Git prints the very command that lifts the refusal, with the path that it wants to see in it. */
const safeDirectory = (stderr: string): string | undefined => /--add safe\.directory (.+)/.exec(stderr)?.[1];
