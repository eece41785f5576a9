import { expect, test } from '@jest/globals';
import { splitScript } from '../../../../src/engines/sqlite/script.ts';

test.each([
  ['two statements', 'select 1;\nselect 2', ['1 select 1;', '2 select 2']],
  ['nothing', ' ;\n-- only this\n', []],
  ['comments before it', '-- a ; b\n/* c ;\n*/ select 1;', ['3 select 1;']],
  ['quotes of every kind', `select ';', ";", \`;\`, [;];select 2;`, [`1 select ';', ";", \`;\`, [;];`, '1 select 2;']],
  [
    'a trigger',
    'create temp trigger t after insert on a begin select case when 1 then 2 end; select 3; end;\nselect 4;',
    ['1 create temp trigger t after insert on a begin select case when 1 then 2 end; select 3; end;', '2 select 4;'],
  ],
  [
    'a table called trigger',
    'create table "trigger" (end); select 1;',
    ['1 create table "trigger" (end);', '1 select 1;'],
  ],
])('%s', (_, script, expected) => {
  expect([...splitScript(script)].map(({ sql, line }) => `${line} ${sql}`)).toEqual(expected);
});
