/** One record of the driver, its nonce checked and taken away. Its other fields are still to be checked. */
export interface ChannelRecord {
  readonly seq: number;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** Longer than any record the driver writes. */
const longestLine = 8 * 1024 * 1024;

/**
 * Reads JSON lines that the driver writes. It shares its process with the code under test, so a line without the right nonce is counted and
 * not believed, and a missing record is noticed by its number.
 */
export class RecordReader {
  private readonly nonce: string;
  private pending: Buffer[] = [];
  private pendingLength = 0;
  private last = 0;
  private strangeLines = 0;
  private isComplete = true;

  constructor(nonce: string) {
    this.nonce = nonce;
  }

  /** False once a record is known to be missing. */
  get complete(): boolean {
    return this.isComplete;
  }

  /** Lines that were no record of this driver. */
  get strange(): number {
    return this.strangeLines;
  }

  /** The records that became whole with this chunk. */
  push(chunk: Buffer): readonly ChannelRecord[] {
    const records: ChannelRecord[] = [];
    let rest = chunk;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const record = this.read(Buffer.concat([...this.pending, rest.subarray(0, end)]).toString('utf8'));
      this.pending = [];
      this.pendingLength = 0;
      rest = rest.subarray(end + 1);
      if (record) records.push(record);
    }
    this.keep(rest);
    return records;
  }

  private keep(rest: Buffer): void {
    if (rest.length === 0) return;
    this.pendingLength += rest.length;
    if (this.pendingLength > longestLine) {
      this.pending = [];
      this.pendingLength = 0;
      this.strangeLines += 1;
      return;
    }
    this.pending.push(rest);
  }

  private read(line: string): ChannelRecord | null {
    const record = parse(line);
    if (!record || record.nonce !== this.nonce || typeof record.seq !== 'number' || typeof record.kind !== 'string') {
      this.strangeLines += 1;
      return null;
    }
    if (record.seq !== this.last + 1) this.isComplete = false;
    this.last = record.seq;
    return { ...record, seq: record.seq, kind: record.kind };
  }
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
