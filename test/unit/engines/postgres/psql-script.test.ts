import { expect, test } from '@jest/globals';
import { splitPsql } from '../../../../src/engines/postgres/psql-script.ts';

const said = (script: string): readonly string[] =>
  [...splitPsql(script)].map((piece) =>
    piece.kind === 'command'
      ? `${piece.line} command ${piece.text}`
      : `${piece.line} ${piece.sql}${piece.kind === 'copy' ? ` <<${piece.rows}` : ''}`,
  );

test.each([
  ['two statements', 'select 1;\nselect 2;', ['1 select 1', '2 select 2']],
  ['two on a line', 'select 1; select 2', ['1 select 1', '1 select 2']],
  ['nothing', ' \n;;\n-- only this\n/* and that */', []],
  ['a byte order mark', '\uFEFFselect 1;', ['1 select 1']],
  ['comments before it', '-- a ; b\n/* c ; /* d */ ; */\nselect 1;', ['3 select 1']],
  ['a string', "select 'it''s; here';select 2", ["1 select 'it''s; here'", '1 select 2']],
  ['a string with escapes', "select E'it\\'s; ''here';", ["1 select E'it\\'s; ''here'"]],
  ['a backslash that escapes nothing', "select 'C:\\';select 2", ["1 select 'C:\\'", '1 select 2']],
  ['a quoted name', 'select "a;""b";', ['1 select "a;""b"']],
  ['dollar quotes', 'do $$ begin; end $$;\ndo $a$ $$;$$ $a$;', ['1 do $$ begin; end $$', '2 do $a$ $$;$$ $a$']],
  ['a dollar in a name', 'select a$b$c;select 2', ['1 select a$b$c', '1 select 2']],
  ['a parameter', 'prepare p as select $1; select 2', ['1 prepare p as select $1', '1 select 2']],
  [
    'a rule',
    'create rule r as on insert to t do (select 1; select 2);',
    ['1 create rule r as on insert to t do (select 1; select 2)'],
  ],
  [
    'a body in standard SQL',
    'create or replace function f() returns int begin atomic select case when true then 1 end; select 2; end;select 3;',
    [
      '1 create or replace function f() returns int begin atomic select case when true then 1 end; select 2; end',
      '1 select 3',
    ],
  ],
  ['a transaction', 'begin;\nselect 1;\nend;', ['1 begin', '2 select 1', '3 end']],
  [
    'commands',
    '\\restrict abc\nselect 1;\n\\connect other\n',
    ['1 command \\restrict abc', '2 select 1', '3 command \\connect other'],
  ],
  [
    'rows',
    'COPY t (a) FROM stdin;\n1;\t\\N\n\\.x\n\\.\n\nselect 1;',
    ['1 COPY t (a) FROM stdin <<1;\t\\N\n\\.x\n', '6 select 1'],
  ],
  ['no rows', 'copy t from STDIN;\n\\.\nselect 1;', ['1 copy t from STDIN <<', '3 select 1']],
  [
    'rows with Windows line ends',
    'copy t from stdin;\r\n1\r\n\\.\r\nselect 1;',
    ['1 copy t from stdin <<1\r\n', '4 select 1'],
  ],
  ['rows without an end', 'copy t from stdin;\n1\n', ['1 copy t from stdin <<1\n']],
])('%s', (_, script, expected) => {
  expect(said(script)).toEqual(expected);
});
