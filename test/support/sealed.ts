import { createHmac } from 'node:crypto';

/** A record as the driver writes it: an empty line, its HMAC, the record. */
export function sealed(key: string, record: object): Buffer {
  const json = JSON.stringify(record);
  return Buffer.from(`\n${createHmac('sha256', key).update(json).digest('hex')} ${json}\n`);
}
