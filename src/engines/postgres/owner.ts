import { randomBytes } from 'node:crypto';
import { GateError, messageOf } from '../../domain/error.ts';
import { codeOf } from './connection.ts';
import { literal, quoted } from './identifier.ts';
import type { Maintenance } from './maintenance.ts';

/** An ordinary role that owns the scratch databases: migrations run as it. */
export interface Owner {
  readonly user: string;
  readonly password: string;
}

/** @throws GateError `setup-failed` when the gate's own role may not make it */
export async function makeOwner(maintenance: Maintenance, user: string): Promise<Owner> {
  const password = randomBytes(18).toString('base64url');
  try {
    await maintenance.query(`create role ${quoted(user)} login password ${literal(password)}`);
    // To hand a database over, one must be a member of who gets it.
    await maintenance.query(`grant ${quoted(user)} to current_user`);
  } catch (thrown) {
    if (codeOf(thrown) !== '42501') throw thrown;
    throw new GateError('setup-failed', `run-as-owner needs a role of its own: ${messageOf(thrown)} (42501)`, {
      hint: 'Give the URL of a role with CREATEROLE, or leave `run-as-owner` out.',
      cause: thrown,
    });
  }
  return { user, password };
}
