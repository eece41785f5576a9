import { expect, test } from '@jest/globals';
import { annotations } from '../../../src/reporters/annotations.ts';
import { comment } from '../../../src/reporters/comment.ts';
import { reporters } from '../../../src/reporters/index.ts';
import { summary } from '../../../src/reporters/summary.ts';
import { evidence, file, finding, planned, renderOptions, reportOf } from './evidence.ts';

const number = 10_000;
const report = reportOf(
  'fail',
  Array.from({ length: number }, (_, index) =>
    finding({
      revision: `r${index % 1000}`,
      severity: index % 3 === 0 ? 'error' : 'warning',
      what: `Finding ${index}.\n\n\`\`\`sql\nDROP INDEX ix_${index}\n\`\`\``,
      fingerprint: index.toString(16).padStart(16, '0'),
    }),
  ),
  evidence(
    {},
    Array.from({ length: 1000 }, (_, index) => planned({ revision: `r${index}` })),
  ),
);

/** How often a format names a finding of its own. */
const counted: Readonly<Record<string, RegExp>> = {
  terminal: /^ {2}what {2,4}Finding \d+\.$/gm,
  json: /"what": "Finding \d+\./g,
  sarif: /"text": "Finding \d+\./g,
  junit: /(?<!")Finding \d+\.$/gm,
  markdown: /^Finding \d+\.$/gm,
  github: /(?:::| : |: )Finding \d+\./g,
  gitlab: /"description": "Finding \d+\./g,
};

test.each(reporters)('$format names each of 10,000 findings', async ({ format, render }) => {
  const text = await render(report, renderOptions);
  expect(text.match(counted[format] ?? /^$/)?.length).toBe(number);
});

test('a check run gets every annotation, a summary and a comment what they can hold', async () => {
  expect(annotations(report).length).toBe(number);
  expect(annotations(report)[0]).toMatchObject({ path: file, annotation_level: 'failure' });
  const { readSource } = renderOptions;
  const links = { server: 'https://github.com', repository: 'acme/shop', head: 'c'.repeat(40) };
  const text = await summary(report, { readSource, links, limit: 65_535 });
  const shown = text.match(/^Finding \d+\.$/gm)?.length ?? 0;
  expect(text).toContain(`${number - shown} findings`);
  const short = comment(report, { name: 'x', links, detailsUrl: null, limit: 65_536 });
  expect(short).toContain('and 9975 more, in the report');
});
