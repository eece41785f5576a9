import { chmod, chown, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The account that runs a server: empty for our own, uid and gid when we are root, whom Postgres refuses. */
export interface Account {
  readonly name?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** @throws Error when we are root and the machine has no account that could run a server */
export async function serverAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const accounts = new Map(
    (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => {
      const [name = '', , uid, gid] = line.split(':');
      return [name, { name, uid: Number(uid), gid: Number(gid) }];
    }),
  );
  const account = accounts.get('postgres') ?? accounts.get('nobody');
  if (!account)
    throw new Error('Postgres does not run as root, and /etc/passwd has neither "postgres" nor "nobody" to run it');
  return account;
}

/** Hands a file or folder over, as far as that is needed. */
export async function give(path: string, account: Account): Promise<void> {
  if (account.uid !== undefined && account.gid !== undefined) await chown(path, account.uid, account.gid);
}

/** The first folder on the way to `path`, itself included, that the account may not pass through; null when the way is free. */
export async function closedFolder(path: string, account: Account): Promise<string | null> {
  if (account.uid === undefined) return null;
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return folder;
    if (folder === dirname(folder)) return null;
  }
}

/** Lets the account pass through a folder of ours, not read it. */
export async function letThrough(folder: string, account: Account): Promise<void> {
  if (account.uid !== undefined) await chmod(folder, ((await stat(folder)).mode & 0o777) | 0o011);
}
