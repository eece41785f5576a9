import { expect, test } from '@jest/globals';
import { asShown } from '../../../src/action/shown-lines.ts';
import { Git } from '../../../src/repository/git.ts';
import { evidence, finding, reportOf } from '../reporters/evidence.ts';
import { environment, ScratchRepository } from '../repository/scratch-repository.ts';

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);
const text = (...lines: readonly string[]) => `${lines.join('\n')}\n`;

/** The head adds a line at its end; meanwhile the base got two at the beginning, and line 5 was changed there. */
function merged() {
  const repository = new ScratchRepository();
  repository.commit({ 'a.py': text(...numbered(1, 9)), 'same.py': 'x\n' });
  repository.git('switch', '--quiet', '--create', 'proposal');
  const shown = repository.commit({ 'a.py': text(...numbered(1, 9), 'of the head'), 'own.py': 'x\n' });
  repository.git('switch', '--quiet', 'main');
  const base = repository.commit({
    'a.py': text('new 1', 'new 2', ...numbered(1, 4), 'changed', ...numbered(6, 9)),
    'new.py': 'x\ny\n',
  });
  repository.git('merge', '--quiet', '--no-edit', 'proposal');
  return { repository, sides: { merge: repository.git('rev-parse', 'HEAD'), shown, base } };
}

type Commit = 'head' | 'base';

test.each<[string, number, Commit, number | null, Commit]>([
  ['a.py', 3, 'head', 1, 'head'],
  ['a.py', 6, 'head', 4, 'head'],
  ['a.py', 8, 'head', 6, 'head'],
  // The line that the head alone has.
  ['a.py', 12, 'head', 10, 'head'],
  // What only the target branch brought is shown as it has it.
  ['a.py', 1, 'head', 1, 'base'],
  ['a.py', 7, 'head', 7, 'base'],
  ['new.py', 2, 'head', 2, 'base'],
  // Already told of the base: its lines are its own.
  ['a.py', 7, 'base', 7, 'base'],
  ['same.py', 1, 'head', 1, 'head'],
  ['own.py', 1, 'head', 1, 'head'],
])('%s:%i of the %s is shown as line %j of the %s', async (file, line, commit, expected, where) => {
  const { repository, sides } = merged();
  using _ = repository;
  const report = reportOf('fail', [finding({ at: { file, line, commit } })]);
  const { findings } = await asShown(report, new Git(repository.path, environment), sides);
  expect(findings.map((each) => [each.file, each.line, each.commit])).toEqual([[file, expected, where]]);
});

test('where all of the history was walked there is no base to show a line of', async () => {
  const { repository, sides } = merged();
  using _ = repository;
  const report = reportOf('fail', [finding({ at: { file: 'a.py', line: 1, commit: 'head' } })]);
  const { findings } = await asShown(report, new Git(repository.path, environment), { ...sides, base: null });
  expect(findings.map(({ line, commit }) => [line, commit])).toEqual([[null, 'base']]);
});

test('causes, unknowns and notes go along; what has no line stays without', async () => {
  const { repository, sides } = merged();
  using _ = repository;
  const at = { file: 'a.py', line: 3, commit: 'head' } as const;
  const cause = { check: 'x', file: 'a.py', line: 3, what: 'x' };
  const given = evidence({
    unknowns: [{ what: 'u', why: 'w', at, decisive: true }],
    notes: [{ what: 'n', at: { ...at, line: null } }],
  });
  const report = reportOf('fail', [finding({ at: null, causes: [cause] })], given);
  const shown = await asShown(report, new Git(repository.path, environment), sides);
  expect(shown.findings[0]).toMatchObject({ file: null, line: null, causes: [{ ...cause, line: 1 }] });
  expect(shown.unknowns[0]).toMatchObject({ file: 'a.py', line: 1 });
  expect(shown.notes[0]).toMatchObject({ file: 'a.py', line: null });
});
