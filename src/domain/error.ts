/** What kept the gate from running; the code is stable and may be matched. */
export type GateErrorCode =
  | 'bad-usage'
  | 'bad-config'
  | 'no-git'
  | 'base-missing'
  | 'no-project'
  | 'bad-project'
  | 'no-interpreter'
  | 'tool-missing'
  | 'unsupported'
  | 'missing-variables'
  | 'env-failed'
  | 'refused-connection'
  | 'no-postgres'
  | 'no-sqlite'
  | 'setup-failed'
  | 'io'
  | 'node-too-old'
  | 'interrupted';

/** The user's surroundings are not as the gate needs them: exit 2, no stack. Everything else that is thrown is our bug. */
export class GateError extends Error {
  override readonly name = 'GateError';
  readonly code: GateErrorCode;
  /** What to do, as a sentence or a block to paste. */
  readonly hint: string;

  /**
   * @param message what happened, with the value received
   * @param options.hint the way out
   */
  constructor(code: GateErrorCode, message: string, options: { readonly hint: string; readonly cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/** The words of anything that was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
