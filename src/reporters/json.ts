import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';

/** The report itself, as `docs/report.schema.json` describes it. */
export const json: Reporter = {
  format: 'json',
  machine: true,
  extension: 'json',
  render: async (report) => jsonText(report),
};
