import { expect, test } from '@jest/globals';
import { Tables } from '../../../src/domain/tables.ts';
import { python } from '../../../src/scanners/python/index.ts';
import { codeOf } from './code-of.ts';
import { marked, told } from './marks.ts';

/** What is told of a piece of code where `badges.<column>` goes. */
async function scan(column: string, code: string, tables: Readonly<Record<string, readonly string[]>>) {
  const known = new Tables(new Map(Object.entries(tables).map(([table, own]) => [table, new Set(own)])));
  const wanted = { names: [{ table: 'badges', column }], tables: known, isLeftOut: () => false };
  const { found } = await python.scan(codeOf({ 'app/code.py': code }), wanted);
  return { told: told(found), marked: marked('app/code.py', code) };
}

const badges = ['id', 'badge_no', 'shown_until_noon', 'worn_by_night'];
const unmistakable = `
def f(data, other, settings):
    print(data["shown_until_noon"], other.worn_by_night)  # ← likely
    label["shown_until_noon"] = 1
    shown_until_noon = settings.noon
    return {"shown_until_noon": 1}, ["shown_until_noon"]
class Whatever(BaseModel):
    colour: str
    shown_until_noon: bool  # ← likely
`;

test('a name of three words that no other table has stands for its column wherever it is read', async () => {
  const { told, marked } = await scan('shown_until_noon', unmistakable, { badges, labels: ['id', 'name'] });
  expect(told).toEqual(marked);
});

test.each([
  ['another table has it', 'shown_until_noon', { badges, labels: ['id', 'shown_until_noon'] }],
  ['it is a key to another table', 'seen_person_id', { badges: [...badges, 'seen_person_id'], labels: ['id'] }],
  ['it has two words', 'badge_no', { badges, labels: ['id'] }],
])('not where %s', async (_, column, tables) => {
  const code = unmistakable.replaceAll('shown_until_noon', column).replaceAll('worn_by_night', 'other');
  expect((await scan(column, code, tables)).told).toEqual([]);
});

const aside = `
def test_badge(body):
    print(body["badge_no"], body["until"])
    return body["worn_on"]  # ← likely
`;

test.each([
  ['keeps its rows as they were', { badge_history: ['id', 'badge_no', 'until', 'worn_on', 'at'] }, true],
  ['is called otherwise', { labels: ['id', 'badge_no', 'until', 'worn_on'] }, false],
])('beside a table that %s', async (_, other, isFound) => {
  const { told, marked } = await scan('worn_on', aside, { badges: ['id', 'badge_no', 'until', 'worn_on'], ...other });
  expect(told).toEqual(isFound ? marked : []);
});
