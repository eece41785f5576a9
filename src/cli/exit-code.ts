import type { Report } from '../reporters/report.ts';

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** 128 and the signal's number, as a shell counts. */
export const signalCodes: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };

/** What the process ends with: the signal that stopped it, else what the report says. */
export function exitCode(
  { verdict, error }: Pick<Report, 'verdict' | 'error'>,
  inconclusive: 'fail' | 'allow',
  stoppedBy: StopSignal | null,
): number {
  if (stoppedBy !== null) return signalCodes[stoppedBy];
  if (error) return error.code === 'internal' ? 70 : 2;
  if (verdict === 'inconclusive') return inconclusive === 'allow' ? 0 : 1;
  return verdict === 'pass' ? 0 : 1;
}
