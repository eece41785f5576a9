import { expect, test } from '@jest/globals';
import { conclusionOf, posting } from '../../../src/action/texts.ts';
import { GateError } from '../../../src/domain/error.ts';
import type { Report } from '../../../src/reporters/report.ts';
import { evidence, finding, reportOf } from '../reporters/evidence.ts';

const stopped = (code: 'no-postgres' | 'interrupted') =>
  reportOf('inconclusive', [], evidence(), new GateError(code, 'x', { hint: 'y' }));

test.each<[string, Report, 'fail' | 'allow', string]>([
  ['a pass', reportOf('pass'), 'fail', 'success'],
  ['a fail', reportOf('fail', [finding()]), 'allow', 'failure'],
  ['not knowing', reportOf('inconclusive'), 'fail', 'failure'],
  ['not knowing, where that is allowed', reportOf('inconclusive'), 'allow', 'neutral'],
  ['a gate that could not run', stopped('no-postgres'), 'fail', 'failure'],
  ['the same, where not knowing is allowed', stopped('no-postgres'), 'allow', 'failure'],
  ['a run that was stopped', stopped('interrupted'), 'allow', 'cancelled'],
])('%s', (_, report, policy, conclusion) => {
  expect(conclusionOf(report, policy)).toBe(conclusion);
});

const options = { readSource: async () => null, links: null };
const many = (count: number) =>
  reportOf(
    'fail',
    Array.from({ length: count }, (_, index) =>
      finding({ severity: index < 200 ? 'notice' : index < 400 ? 'warning' : 'error', fingerprint: String(index) }),
    ),
  );

test.each([
  [250, 0],
  [251, 1],
  [600, 350],
])('of %i findings %i have no annotation, the mildest; the summary counts them', async (count, left) => {
  const { annotations, texts } = await posting(many(count), options);
  const levels = annotations.map(({ annotation_level }) => annotation_level);
  expect(levels).toHaveLength(250);
  expect(levels).toEqual(levels.toSorted((one, other) => order.indexOf(one) - order.indexOf(other)));
  expect(texts.summary.includes(`\n${left} more findings have no annotation`)).toBe(left > 0);
  expect(Buffer.byteLength(texts.summary)).toBeLessThanOrEqual(65_535);
});
const order = ['failure', 'warning', 'notice'];

test.each(['../x.py', 'a/../../x.py', '/etc/passwd', '..'])('%s is no place of the repository', async (file) => {
  const report = reportOf('fail', [finding({ at: { file, line: 1, commit: 'head' } })]);
  expect((await posting(report, options)).annotations).toEqual([]);
});

test.each(['a..b/x.py', '...', 'a/..b'])('%s is one', async (file) => {
  const report = reportOf('fail', [finding({ at: { file, line: 1, commit: 'head' } })]);
  expect((await posting(report, options)).annotations).toHaveLength(1);
});
