import { describe, expect, test } from '@jest/globals';
import { Commits } from '../../../src/action/commits.ts';
import { type Comparison, compare } from '../../../src/action/comparison.ts';
import type { Trigger } from '../../../src/github/event.ts';
import { Git } from '../../../src/repository/git.ts';
import { environment, ScratchRepository } from '../repository/scratch-repository.ts';

const gone = 'e'.repeat(40);

/** A clone with `origin`: main went on to `tip` after the topic had left it at `start`; `merge` unites both. */
function world() {
  const origin = new ScratchRepository();
  origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const start = origin.commit({ a: '1' });
  origin.git('switch', '--quiet', '--create', 'topic');
  const head = origin.commit({ b: '1' });
  origin.git('switch', '--quiet', 'main');
  const tip = origin.commit({ c: '1' });
  origin.git('switch', '--quiet', '--detach', tip);
  origin.git('merge', '--quiet', '--no-edit', head);
  const merge = origin.git('rev-parse', 'HEAD');
  const clone = new ScratchRepository();
  clone.git('remote', 'add', 'origin', `file://${origin.path}`);
  const names = { start, head, tip, merge };
  const checkout = (commit: string, ...depth: readonly string[]) => {
    clone.git('fetch', '--quiet', ...depth, 'origin', commit);
    clone.git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
    return new Commits(new Git(clone.path, environment), null, { owner: 'o', repo: 'r' });
  };
  const dispose = () => {
    origin[Symbol.dispose]();
    clone[Symbol.dispose]();
  };
  return { names, origin, checkout, [Symbol.dispose]: dispose };
}

type Names = ReturnType<typeof world>['names'];
type Chosen = Exclude<Trigger, { readonly kind: 'workflow-run' }>;

const proposed = ({ head, tip }: Names): Chosen => ({
  kind: 'pull-request',
  number: 3,
  head,
  base: { sha: tip, branch: 'main' },
  privileged: false,
  isClosed: false,
});
const pushed = ({ head, start }: Names): Extract<Chosen, { readonly kind: 'push' }> => ({
  kind: 'push',
  head,
  before: start,
  isForced: false,
  branch: 'topic',
  defaultBranch: 'main',
});

/** Commits by what they are called above. */
function told({ selection, shownAt, notes }: Comparison, names: Names) {
  const nameOf = (sha: string | null) => Object.entries(names).find(([, each]) => each === sha)?.[0] ?? sha;
  const base = selection.base;
  const isNamed = base === null || typeof base === 'string';
  return {
    base: isNamed ? base : nameOf(base.commit),
    live: isNamed ? null : nameOf(base.live),
    all: selection.all,
    shownAt: nameOf(shownAt),
    notes,
  };
}

interface Case {
  readonly what: string;
  readonly trigger: (names: Names) => Chosen;
  readonly checkedOut: keyof Names;
  readonly shallow?: boolean;
  readonly wanted?: string;
  readonly expected: Partial<ReturnType<typeof told>>;
}

const cases: readonly Case[] = [
  {
    what: 'a pull request as its merge, one commit deep: the other parent is fetched',
    trigger: proposed,
    checkedOut: 'merge',
    shallow: true,
    expected: { base: 'tip', live: 'tip', shownAt: 'head' },
  },
  {
    what: 'a pull request by its head: where it left the base branch',
    trigger: proposed,
    checkedOut: 'head',
    expected: { base: 'start', live: 'tip', shownAt: null },
  },
  {
    what: 'a pull request against a branch of the input',
    trigger: proposed,
    checkedOut: 'merge',
    wanted: 'topic',
    expected: { base: 'head', live: 'head', shownAt: 'head' },
  },
  {
    what: 'a queue',
    trigger: ({ merge, tip }) => ({ kind: 'queue', head: merge, base: { sha: tip, branch: 'main' } }),
    checkedOut: 'merge',
    shallow: true,
    expected: { base: 'tip', live: null, shownAt: null },
  },
  { what: 'a push', trigger: pushed, checkedOut: 'head', expected: { base: 'start', live: null } },
  {
    what: 'a forced push: where it left the default branch',
    trigger: (names) => ({ ...pushed(names), before: gone, isForced: true }),
    checkedOut: 'head',
    expected: { base: 'start', live: 'tip' },
  },
  {
    what: 'a forced push to the default branch: what was there before',
    trigger: (names) => ({ ...pushed(names), isForced: true, branch: 'main' }),
    checkedOut: 'tip',
    expected: { base: 'start', live: null },
  },
  {
    what: 'a push without a default branch to compare with: everything',
    trigger: (names) => ({ ...pushed(names), before: null, defaultBranch: 'trunk' }),
    checkedOut: 'head',
    expected: {
      base: null,
      all: true,
      notes: [expect.stringMatching(/^There is no branch trunk/) as unknown as string],
    },
  },
  {
    what: 'a schedule: everything',
    trigger: ({ tip }) => ({ kind: 'other', name: 'schedule', head: tip }),
    checkedOut: 'tip',
    expected: { base: null, all: true, notes: [] },
  },
  {
    what: 'a schedule against a commit of the input',
    trigger: ({ tip }) => ({ kind: 'other', name: 'schedule', head: tip }),
    checkedOut: 'head',
    wanted: 'main',
    expected: { base: 'start', live: 'tip', all: false },
  },
  {
    what: 'an input that names nothing is left to the gate to refuse',
    trigger: ({ tip }) => ({ kind: 'other', name: 'schedule', head: tip }),
    checkedOut: 'tip',
    wanted: 'no-such-branch',
    expected: { base: 'no-such-branch', all: false },
  },
  {
    what: 'an input that would be an option',
    trigger: proposed,
    checkedOut: 'merge',
    wanted: '--upload-pack=x',
    expected: { base: '--upload-pack=x' },
  },
];

describe('what is compared', () => {
  test.each(cases)('$what', async ({ trigger, checkedOut, shallow = false, wanted = null, expected }) => {
    using at = world();
    const commits = at.checkout(at.names[checkedOut], ...(shallow ? ['--depth=1'] : []));
    const comparison = await compare(trigger(at.names), commits, { base: wanted ?? null, allowPrivileged: false });
    expect(told(comparison, at.names)).toMatchObject(expected);
  });

  test('a branch that is gone and a pull request that is closed are noted', async () => {
    using at = world();
    const commits = at.checkout(at.names.merge);
    at.origin.git('branch', '--force', '--delete', 'main');
    const trigger = { ...proposed(at.names), isClosed: true } as Chosen;
    const comparison = await compare(trigger, commits, { base: null, allowPrivileged: false });
    expect(told(comparison, at.names)).toMatchObject({
      base: 'tip',
      live: null,
      notes: ['The branch main is gone; heads are judged against the base commit.', 'The pull request is closed.'],
    });
  });
});

describe('what is refused', () => {
  test.each<[string, keyof Names, boolean, boolean, RegExp | null]>([
    ['the merge with the secrets', 'merge', true, false, /would run with this repository's secrets/],
    ['the head with the secrets', 'head', true, false, /would run with this repository's secrets/],
    ['the merge with the secrets, allowed', 'merge', true, true, null],
    ['the base with the secrets', 'tip', true, true, /nothing of it would be walked/],
    ['the base without them', 'tip', false, false, /nothing of it would be walked/],
  ])('%s', async (_, checkedOut, privileged, allowPrivileged, words) => {
    using at = world();
    const commits = at.checkout(at.names[checkedOut]);
    const trigger = { ...proposed(at.names), privileged } as Chosen;
    const comparing = compare(trigger, commits, { base: null, allowPrivileged });
    if (words) await expect(comparing).rejects.toThrow(words);
    else await expect(comparing).resolves.toMatchObject({ selection: { all: false } });
  });

  test('a base that can be had nowhere, with the way out', async () => {
    using at = world();
    const commits = at.checkout(at.names.merge, '--depth=1');
    const trigger: Chosen = { kind: 'queue', head: at.names.merge, base: { sha: gone, branch: 'main' } };
    await expect(compare(trigger, commits, { base: null, allowPrivileged: false })).rejects.toMatchObject({
      code: 'base-missing',
      hint: expect.stringContaining('fetch-depth: 0'),
    });
  });
});
