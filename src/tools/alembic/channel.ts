import { createHmac } from 'node:crypto';

/** One record of the driver, known to be its own. Its other fields are still to be checked. */
export interface ChannelRecord {
  readonly seq: number;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** Longer than any record the driver writes. */
const longestLine = 8 * 1024 * 1024;

/** Hex digits of the HMAC that stands before each record, with a blank between them. */
const sealLength = 64;

/**
 * Reads the lines that the driver writes: the HMAC of a record, and the record as JSON. The driver shares its process with the code under test,
 * so a line that is not sealed with the key is counted and not believed, and a missing record is noticed by its number.
 */
export class RecordReader {
  private readonly key: string;
  private pending: Buffer[] = [];
  private pendingLength = 0;
  private tooLong = false;
  private last = 0;
  private strangeLines = 0;
  private isComplete = true;

  constructor(key: string) {
    this.key = key;
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
      this.keep(rest.subarray(0, end));
      const record = this.finishLine();
      rest = rest.subarray(end + 1);
      if (record) records.push(record);
    }
    this.keep(rest);
    return records;
  }

  private keep(part: Buffer): void {
    if (part.length === 0 || this.tooLong) return;
    this.pendingLength += part.length;
    this.tooLong = this.pendingLength > longestLine;
    if (this.tooLong) this.pending = [];
    else this.pending.push(part);
  }

  /** The driver ends what others may have begun with an empty line. */
  private finishLine(): ChannelRecord | null {
    const isEmpty = this.pendingLength === 0;
    const line = Buffer.concat(this.pending);
    this.pending = [];
    this.pendingLength = 0;
    this.tooLong = false;
    return isEmpty ? null : this.read(line);
  }

  private read(line: Buffer): ChannelRecord | null {
    const record = this.unsealed(line);
    if (record === null) {
      this.strangeLines += 1;
      return null;
    }
    if (record.seq !== this.last + 1) this.isComplete = false;
    this.last = record.seq;
    return record;
  }

  private unsealed(line: Buffer): ChannelRecord | null {
    if (line[sealLength] !== 0x20) return null;
    const record = line.subarray(sealLength + 1);
    const seal = createHmac('sha256', this.key).update(record).digest('hex');
    return line.toString('latin1', 0, sealLength) === seal ? parse(record.toString('utf8')) : null;
  }
}

/** Python writes NaN and Infinity, which are no JSON. */
function parse(json: string): ChannelRecord | null {
  try {
    return JSON.parse(json) as ChannelRecord;
  } catch {
    return null;
  }
}
