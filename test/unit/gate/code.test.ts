import { expect, test } from '@jest/globals';
import { codeOf } from '../../../src/gate/code.ts';
import { codeOf as files } from '../scanners/code-of.ts';

function searched(texts: Readonly<Record<string, string>>) {
  const searches: (readonly string[])[] = [];
  const tree = files(texts);
  const code = codeOf(tree, (words) => {
    searches.push(words);
    return tree.filesNaming(words);
  });
  return { code, searches };
}

test('who asks for some of the words that were asked for before is answered without another search', async () => {
  const { code, searches } = searched({ 'a.py': 'x.config', 'b.py': 'x.state, configs', 'c.py': 'nothing' });
  expect(await code.filesNaming(['config', 'state', 'gone'])).toEqual(['a.py', 'b.py']);
  expect(await code.filesNaming(['config'])).toEqual(['a.py']);
  expect(await code.filesNaming(['state', 'gone'])).toEqual(['b.py']);
  expect(await code.filesNaming(['gone', 'state', 'config'])).toEqual(['a.py', 'b.py']);
  expect(searches).toEqual([['config', 'state', 'gone']]);
});

test('another word is searched for', async () => {
  const { code, searches } = searched({ 'a.py': 'x.config', 'b.py': 'y.plan' });
  await code.filesNaming(['config']);
  expect(await code.filesNaming(['config', 'plan'])).toEqual(['a.py', 'b.py']);
  expect(searches).toHaveLength(2);
});

test.each([
  ['in', ['a.sql', 'b.sql']],
  ['in-progress', ['b.sql']],
  ['größe', ['c.sql']],
  ['progress', ['b.sql']],
  ['gr', ['c.sql']],
  ['g', []],
])(
  'a word is whole where no letter, digit or underscore of ASCII touches it, also a label of several: %s',
  async (word, where) => {
    const { code } = searched({ 'a.sql': "'in'", 'b.sql': "'in-progress'", 'c.sql': 'größe grr' });
    await code.filesNaming(['in', 'in-progress', 'größe', 'progress', 'gr', 'g']);
    expect(await code.filesNaming([word])).toEqual(where);
  },
);
