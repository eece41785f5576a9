import { inert } from './harmless.ts';
import type { Reporter } from './reporter.ts';
import { summary } from './summary.ts';

/** The whole run as GitHub's Markdown: what the Action shows, without its limits and its links. */
export const markdown: Reporter = {
  format: 'markdown',
  machine: true,
  extension: 'md',
  render: async (report, { readSource }) => inert(await summary(report, { readSource, links: null, limit: null })),
};
