import { describe, expect, test } from '@jest/globals';
import { sameProgram } from '../../../../src/tools/alembic/program.ts';

const same = (before: string, after: string): Promise<boolean> => sameProgram(Buffer.from(before), Buffer.from(after));

/** What may change, a text and its other spelling, and a lookalike that is another program. */
const cases: readonly (readonly [what: string, before: string, spelledOtherwise: string, anotherProgram: string])[] = [
  ['comments', 'f(1)  # one\n', '# two\nf(1)\n', 'f(2)  # one\n'],
  ['comments inside brackets', 'f(1,  # one\n  2)\n', 'f(1, 2)\n', 'f(1, 3)\n'],
  ['docstrings', 'def f():\n  """Old."""\n  g()\n', 'def f():\n  g()\n', 'def f():\n  g("""Old.""")\n'],
  ['a docstring as the only statement', 'def f():\n  """Old."""\n', 'def f():\n  pass\n', 'def f():\n  return 1\n'],
  ['the module’s docstring', '"""Old."""\nx = 1\n', '"""New."""\nx = 1\n', 'y = """New."""\nx = 1\n'],
  ['annotations of variables', 'x = 1\n', 'x: int = 1\n', 'x: int = 2\n'],
  ['annotations without a value', 'x: int\ny = 1\n', 'y = 1\n', 'x = int\ny = 1\n'],
  [
    'annotations of functions',
    'def f(a, *b, c=1, **d): g(a)\n',
    'def f(a: A, *b: B, c: C = 1, **d: D) -> None: g(a)\n',
    'def f(a, *b, c=2, **d): g(a)\n',
  ],
  [
    'imports for annotations',
    'x = 1\n',
    'from typing import Union\nx: Union[int, None] = 1\n',
    'from typing import Union\nx = Union\n',
  ],
  [
    'the order of imports',
    'import b\nimport a\nf(a, b)\n',
    'import a\nimport b\nf(a, b)\n',
    'import a as b\nimport b as a\nf(a, b)\n',
  ],
  [
    'imports in one line',
    'from m import a, b\nf(a, b)\n',
    'from m import (\n  b,\n  a,\n)\nf(a, b)\n',
    'from n import a, b\nf(a, b)\n',
  ],
  [
    'an alias that is the name',
    'from m import a\nf(a)\n',
    'from m import a as a\nf(a)\n',
    'from m import b as a\nf(a)\n',
  ],
  ['unused imports', 'import a\nimport b\nf(a)\n', 'import a\nf(a)\n', 'import b\nf(a)\n'],
  ['unused imports called like an attribute', 'import json\nf(x.json)\n', 'f(x.json)\n', 'f(x.xml)\n'],
  [
    'imports inside a function',
    'def f():\n  import b\n  import a\n  g(a, b)\n',
    'def f():\n  import a\n  import b\n  g(a, b)\n',
    'def f():\n  import a\n  g(a, b)\n',
  ],
  [
    'future imports',
    'from __future__ import annotations\nf()\n',
    'f()\n',
    'from future import annotations\nf(annotations)\n',
  ],
  [
    'what only a type checker reads',
    'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  import a\nf()\n',
    'f()\n',
    'if CHECKING:\n  g()\nf()\n',
  ],
  ['quotes', `x = 'it"s'\n`, `x = "it\\"s"\n`, `x = "it's"\n`],
  ['string prefixes', `x = u'a' + R'\\d'\n`, `x = 'a' + '\\\\d'\n`, `x = b'a' + '\\\\d'\n`],
  ['escapes', `x = '\\x41\\u00e9\\n\\101'\n`, `x = 'Aé\\nA'\n`, `x = r'\\x41\\u00e9\\n\\101'\n`],
  ['named characters', `x = '\\N{DASH}'\n`, `x = "\\N{DASH}"\n`, `x = '\\\\N{DASH}'\n`],
  ['triple quotes', `x = '''a\nb'''\n`, `x = 'a\\nb'\n`, `x = '''a\n b'''\n`],
  ['implicit concatenation', `x = 'a' 'b'\n`, `x = 'ab'\n`, `x = ('a', 'b')\n`],
  ['implicit concatenation over lines', `x = ('select '\n  'a')\n`, `x = 'select a'\n`, `x = 'selecta'\n`],
  ['f-strings without braces', `x = f'a{{b'\n`, `x = 'a{b'\n`, `x = 'a{{b'\n`],
  ['f-strings', `x = f'a{b!r:>3}c'\n`, `x = f"a{b!r:>3}" "c"\n`, `x = f'a{b!s:>3}c'\n`],
  ['what an f-string holds', `x = f'{a["b"]}'\n`, `x = f"{a['b']}"\n`, `x = f"{a['c']}"\n`],
  [
    'trailing commas',
    'f(1, a=2,)\nx = [1,]\ny = {1: 2,}\n',
    'f(1, a=2)\nx = [1]\ny = {1: 2}\n',
    'f(1, a=3)\nx = [1]\ny = {1: 2}\n',
  ],
  ['brackets of a tuple', 'x = 1,\n', 'x = (1,)\n', 'x = (1)\n'],
  ['brackets of a target', 'for a, b in c: f(a)\n', 'for (a, b) in c: f(a)\n', 'for [b, a] in c: f(a)\n'],
  ['brackets of one target', '(a) = b\n', 'a = b\n', '(a,) = b\n'],
  ['brackets of an index', 'x[1, 2]\n', 'x[(1, 2)]\n', 'x[[1, 2]]\n'],
  ['a trailing comma in an index', 'x[1,]\n', 'x[(1,)]\n', 'x[1]\n'],
  ['slices', 'x[1 :]\n', 'x[1:]\n', 'x[:1]\n'],
  [
    'redundant parentheses',
    'if (a and (b)):\n  return_((1))\n',
    'if a and b:\n  return_(1)\n',
    'if a or b:\n  return_(1)\n',
  ],
  ['parentheses that follow the precedence', 'x = (a * b) + c\n', 'x = a * b + c\n', 'x = a * (b + c)\n'],
  ['parentheses around a comparison', 'x = (a) < b < c\n', 'x = a < b < c\n', 'x = (a < b) < c\n'],
  [
    'parentheses around what is awaited',
    'async def f():\n  await (g())\n',
    'async def f():\n  await g()\n',
    'async def f():\n  g()\n',
  ],
  ['parentheses around with', 'with (a() as b, c()): f()\n', 'with a() as b, c(): f()\n', 'with a(), c(): f()\n'],
  ['parentheses around with, without names', 'with (a(), b()): f()\n', 'with a(), b(): f()\n', 'with b(), a(): f()\n'],
  [
    'parentheses around del and raise',
    'del (a)\nraise (E) from (e)\n',
    'del a\nraise E from e\n',
    'del a\nraise E from f\n',
  ],
  ['a generator’s own parentheses', 'f((a for a in b))\n', 'f(a for a in b)\n', 'f([a for a in b])\n'],
  [
    'number spelling',
    'x = 0XFF + 1_000 + 1E5 + 1. + 0O7 + 1J\n',
    'x = 0xff + 1000 + 1e5 + 1.0 + 0o7 + 1j\n',
    'x = 0xfe + 1000 + 1e5 + 1.0 + 0o7 + 1j\n',
  ],
  ['whole numbers and others', 'x = 10\n', 'x = 0xA\n', 'x = 10.0\n'],
  ['empty base classes', 'class A(object):\n  x = 1\n', 'class A:\n  x = 1\n', 'class A(B):\n  x = 1\n'],
  [
    'blank lines, indentation, semicolons',
    'def f():\n    a(); b()\n',
    'def f():\n\n  a()\n  b()\n',
    'def f():\n  a()\nb()\n',
  ],
  ['line breaks', 'x = a + \\\n  b\n', 'x = (a +\n  b)\n', 'x = a - b\n'],
  ['line ends', 'x = """a\r\nb"""\r\nf()\r\n', 'x = """a\nb"""\nf()\n', 'x = """ab"""\nf()\n'],
  ['the byte order mark', '\uFEFFf()\n', 'f()\n', '\uFEFFg()\n'],
  ['decorators', '@a( 1 )\ndef f(): g()\n', '@a(1)\ndef f():\n  g()\n', 'def f():\n  g()\n'],
  ['operators of words', 'x = a   not   in b\n', 'x = a not in b\n', 'x = a in b\n'],
];

describe('two texts are the same program when they differ in', () => {
  test.each(cases)('%s', async (_, before, otherwise, another) => {
    expect(await same(before, otherwise)).toBe(true);
    expect(await same(otherwise, before)).toBe(true);
    expect(await same(before, another)).toBe(false);
    expect(await same(otherwise, another)).toBe(false);
  });
});

describe('another program is', () => {
  test.each([
    ['a changed string', `op.drop_table('a')\n`, `op.drop_table('b')\n`],
    ['a space in a string', `op.execute('select 1')\n`, `op.execute('select  1')\n`],
    ['a keyword argument', 'f(a=1)\n', 'f(b=1)\n'],
    ['a positional argument made a keyword', 'f(1)\n', 'f(a=1)\n'],
    ['statements in another order', 'f()\ng()\n', 'g()\nf()\n'],
    ['arguments in another order', 'f(a, b)\n', 'f(b, a)\n'],
    ['an operator', 'x = a + b\n', 'x = a - b\n'],
    ['a sign', 'x = 1\n', 'x = -1\n'],
    ['a negation', 'if a: f()\n', 'if not a: f()\n'],
    ['a call where there was a name', 'x = f\n', 'x = f()\n'],
    ['a list where there was a tuple', 'x = (1, 2)\n', 'x = [1, 2]\n'],
    ['an await', 'async def f():\n  g()\n', 'async def f():\n  await g()\n'],
    ['async', 'def f(): g()\n', 'async def f(): g()\n'],
    ['a splat', 'f(a)\n', 'f(*a)\n'],
    ['a default', 'def f(a=None): g()\n', 'def f(a): g()\n'],
    ['a keyword-only mark', 'def f(a, *, b): g()\n', 'def f(a, b): g()\n'],
    ['another block', 'if a:\n  f()\ng()\n', 'if a:\n  f()\n  g()\n'],
    ['else', 'if a:\n  f()\nelse:\n  g()\n', 'if a:\n  f()\ng()\n'],
    ['annotations that a class is made of', 'class A:\n  x: Mapped[int]\n', 'class A:\n  x: Mapped[str]\n'],
    ['an import of everything', 'from a import *\nf()\n', 'from b import *\nf()\n'],
    ['an attribute', 'sa.Integer\n', 'sa.String\n'],
    ['a global', 'def f():\n  global a\n  a = 1\n', 'def f():\n  a = 1\n'],
    ['an exception that is caught', 'try:\n  f()\nexcept A:\n  g()\n', 'try:\n  f()\nexcept B:\n  g()\n'],
    ['what a self-documenting f-string prints', `x = f'{a=}'\n`, `x = f'{a}'\n`],
  ])('%s', async (_, before, after) => {
    expect(await same(before, after)).toBe(false);
    expect(await same(before, before)).toBe(true);
  });
});

test('a text that does not parse is the same as itself alone', async () => {
  expect(await same('def f(:\n', 'def f(:\n')).toBe(true);
  expect(await same('def f(:\n', 'def f(: # x\n')).toBe(false);
  expect(await same('f()\n', 'def f(:\n')).toBe(false);
});

test('bytes that are no UTF-8 are compared by what they mean', async () => {
  const latin = Buffer.from('# -*- coding: latin-1 -*-\nx = "é"\n', 'latin1');
  expect(await sameProgram(latin, Buffer.from('x = "é"\n'))).toBe(true);
  expect(await sameProgram(latin, Buffer.from('x = "è"\n'))).toBe(false);
});
