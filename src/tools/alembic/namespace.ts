import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { GateError } from '../../domain/error.ts';

/** A program and its arguments. */
export type CommandLine = readonly [string, ...string[]];
type Wrap = (command: CommandLine) => CommandLine;

const patienceMs = 10_000;
/** Where the programs of util-linux lie when PATH names neither folder. */
const usualFolders = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/**
 * Before the command runs, what listens on a socket in the file system is hidden, which a namespace of networks does not reach, and the power to
 * bring it back is given up. Arguments: `mount`, `setpriv`, the sockets, `--`, the command.
 */
const prelude = [
  'mount=$1 setpriv=$2; shift 2',
  'while [ "$1" != -- ]; do if [ -S "$1" ]; then "$mount" --bind /dev/null "$1" || exit 125; fi; shift; done; shift',
  'exec "$setpriv" --bounding-set=-all --inh-caps=-all --no-new-privs -- "$@"',
].join('\n');

/** Reaches the socket that it may, and not the port that it may not. */
const trial = `
import socket, sys
socket.socket(socket.AF_UNIX).connect(sys.argv[1])
for address in (sys.argv[3], ("127.0.0.1", int(sys.argv[2]))):
    try:
        socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET).connect(address)
        sys.exit(f"{address} can be reached all the same")
    except OSError:
        pass
print("alone")
`;

/**
 * How to run a command in a network of its own, where nothing is but what it starts itself: tried before it is handed out.
 *
 * @param python runs the trial
 * @param path the PATH of the gate itself
 * @throws GateError `unsupported` with the reason
 */
export async function ownNetwork(python: string, path: string | undefined): Promise<(keep: readonly string[]) => Wrap> {
  if (process.platform !== 'linux') throw impossible(`it needs Linux, and this is ${process.platform}`);
  const at = (name: string): string => programAt(name, path);
  const apart = [
    at('unshare'),
    '-r',
    '-n',
    '-m',
    '--',
    at('sh'),
    '-c',
    prelude,
    'sh',
    at('mount'),
    at('setpriv'),
  ] as const;
  const wrapFor = (keep: readonly string[]): Wrap => {
    const hidden = listeningSockets().filter((socket) => !keep.includes(socket));
    return (command) => [...apart, ...hidden, '--', ...command];
  };
  await tried(wrapFor, python);
  return wrapFor;
}

async function tried(wrapFor: (keep: readonly string[]) => Wrap, python: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'migration-gate-try-'));
  const [kept, other] = [join(folder, 'kept'), join(folder, 'other')];
  const servers: Server[] = [];
  const listening = async (server: Server) => {
    servers.push(server);
    await once(server, 'listening');
    return server.address();
  };
  try {
    await listening(createServer().listen(kept));
    await listening(createServer().listen(other));
    const address = await listening(createServer().listen(0, '127.0.0.1'));
    const port = typeof address === 'object' && address ? address.port : 0;
    const [program, ...args] = wrapFor([kept])([python, '-I', '-S', '-c', trial, kept, `${port}`, other]);
    const { stdout } = await promisify(execFile)(program, args, { timeout: patienceMs });
    if (stdout.trim() !== 'alone') throw impossible(`the trial said "${stdout.trim()}"`);
  } catch (cause) {
    if (cause instanceof GateError) throw cause;
    const { stderr, message } = cause as Error & { readonly stderr?: string };
    throw impossible(stderr?.trim().split('\n').at(-1) || message, cause);
  } finally {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What listens on a path of the file system (proc(5), /proc/net/unix): flags 00010000 mean that it accepts connections. */
function listeningSockets(): readonly string[] {
  const lines = readFileSync('/proc/net/unix', 'utf8').split('\n').slice(1);
  const paths = lines.flatMap((line) => /^\S+ \S+ \S+ 00010000 \S+ \S+ +\S+ (\/.*)$/.exec(line)?.[1] ?? []);
  return [...new Set(paths)];
}

function programAt(name: string, path: string | undefined): string {
  const folders = [...(path ?? '').split(delimiter).filter((folder) => folder.startsWith('/')), ...usualFolders];
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (found === undefined) throw impossible(`there is no ${name} here, which util-linux brings`);
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const impossible = (reason: string, cause?: unknown): GateError =>
  new GateError('unsupported', `isolate is asked for, and this host gives a process no network of its own: ${reason}`, {
    hint: 'Ubuntu 24.04 and newer allow it after `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`, a Docker container with `--security-opt seccomp=unconfined --security-opt apparmor=unconfined`. Or leave isolate out: then the guard inside the process is what there is (docs/isolation.md).',
    cause,
  });
