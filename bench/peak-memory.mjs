// Loaded before the gate: writes the most memory that its process held, in bytes, into the file that BENCH_PEAK names.
import { writeFileSync } from 'node:fs';

process.once('exit', () => {
  // Kilobytes, whatever the platform (libuv's uv_getrusage).
  writeFileSync(process.env.BENCH_PEAK, `${process.resourceUsage().maxRSS * 1024}`);
});
