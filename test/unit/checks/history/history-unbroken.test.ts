import { expect, test } from '@jest/globals';
import { historyUnbroken } from '../../../../src/checks/history/history-unbroken.ts';
import { upgradeApplies } from '../../../../src/checks/walk/upgrade-applies.ts';
import type { HistoryProblem } from '../../../../src/domain/revision.ts';
import {
  evidence,
  failure,
  fileOf,
  findingsOf,
  first,
  history,
  planned,
  revision,
  said,
  statement,
  step,
  walk,
} from '../../../support/evidence.ts';

const missingParent: HistoryProblem = {
  kind: 'missing-parent',
  revision: 'b2',
  file: fileOf('b2'),
  line: 4,
  what: '`b2` follows `zz`, and no revision has that id.',
};
const withProblem = (base: readonly HistoryProblem[], own = missingParent) => ({
  base: history([first], base),
  head: history([first, revision('b2')], [own]),
});

test('a parent that is not there', () => {
  expect(said(historyUnbroken, evidence({ plan: withProblem([]) }))).toEqual([
    'error history-unbroken b2 at migrations/versions/b2.py:4',
    '`b2` follows `zz`, and no revision has that id.',
    'fix: Let `down_revision` name a revision that exists here: `alembic history` lists them. If the parent is on another branch, merge that branch first.',
  ]);
});

test('a problem that the base has too is told only for a file that this plan adds or edits', () => {
  const elsewhere = { ...missingParent, revision: 'old', file: fileOf('old') };
  expect(said(historyUnbroken, evidence({ plan: withProblem([elsewhere], elsewhere) }))).toEqual([]);
  expect(said(historyUnbroken, evidence({ plan: withProblem([missingParent]) }))).toHaveLength(3);
});

const long = 'add_the_customer_number_to_all_orders';
const tooLong = { revisions: [revision(long)] };

test('an id longer than the version table holds', () => {
  expect(said(historyUnbroken, evidence(tooLong))).toEqual([
    'error history-unbroken add_the_customer_number_to_all_orders at migrations/versions/add_the_customer_number_to_all_orders.py:3',
    "The id `add_the_customer_number_to_all_orders` has 37 characters; the version table's column `version_num` holds 32 unless the project widened it. Postgres refuses the row.",
    'fix: Shorten the id to at most 32 characters, here and where other revisions name it.',
  ]);
});

test('the upgrade that fails for the length of its id is not a second finding', () => {
  const refused = failure({
    sqlstate: '22001',
    message: 'value too long for type character varying(32)',
    statement: statement("UPDATE alembic_version SET version_num='…'", null, ''),
    at: null,
  });
  const walks = [walk([step('upgrade', { revision: long, failure: refused })], { revision: long })];
  const findings = findingsOf([historyUnbroken, upgradeApplies], evidence({ ...tooLong, walks }));
  expect(findings.map(({ check, causes }) => [check, ...causes.map((cause) => cause.check)])).toEqual([
    ['history-unbroken', 'upgrade-applies'],
  ]);
});

test('silent about a long id that the version table was seen to hold, and about one that production has', () => {
  const stored = walk([step('upgrade', { revision: long })], { revision: long });
  expect(said(historyUnbroken, evidence({ ...tooLong, walks: [stored] }))).toEqual([]);
  const edited = { revisions: [planned(long, { kind: 'edited' })] };
  expect(said(historyUnbroken, evidence({ ...tooLong, plan: edited }))).toEqual([]);
});

test('silent about a whole history', () => {
  expect(said(historyUnbroken, evidence())).toEqual([]);
});
