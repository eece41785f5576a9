import { expect, test } from '@jest/globals';
import { load, loadYaml } from './folder.ts';

test.each(['migration-gate.yml', '.github/migration-gate.yml'])('%s is found', async (file) => {
  expect(await load({ [file]: 'fail-on: notice' })).toMatchObject({ file, failOn: 'notice' });
});

test('[tool.migration-gate] in pyproject.toml is found; one without the table is no configuration', async () => {
  const toml = '[tool.migration-gate]\nfail-on = "notice"\n';
  expect(await load({ 'pyproject.toml': toml })).toMatchObject({ file: 'pyproject.toml', failOn: 'notice' });
  expect(await load({ 'pyproject.toml': '[project]\nname = "x"\n' })).toMatchObject({ file: null, failOn: 'error' });
});

test('several at once are refused by name', async () => {
  const both = load({ 'migration-gate.yml': '', 'pyproject.toml': '[tool.migration-gate]\n' });
  await expect(both).rejects.toThrow('there are 2 configurations: migration-gate.yml and pyproject.toml');
});

test('the named file counts alone', async () => {
  const files = { 'migration-gate.yml': 'nonsense: 1', 'ci/gate.yml': 'fail-on: warning' };
  expect(await load(files, {}, 'ci/gate.yml')).toMatchObject({ file: 'ci/gate.yml', failOn: 'warning' });
});

test('a named file that is not there, or has no table, is told', async () => {
  await expect(load({}, {}, 'gate.yml')).rejects.toThrow('gate.yml, named by --config, is not there');
  await expect(load({ 'pyproject.toml': '' }, {}, 'pyproject.toml')).rejects.toThrow(
    'has no table [tool.migration-gate]',
  );
});

test.each([
  [
    'a repeated key',
    'fail-on: error\nfail-on: notice\n',
    'migration-gate.yml:2 cannot be read: Map keys must be unique',
  ],
  ['a syntax error', 'projects: [\nfail-on: error\n', 'migration-gate.yml:2 cannot be read'],
  ['an alias without an anchor', 'fail-on: *x\n', 'cannot be read: Unresolved alias'],
  ['two documents', 'fail-on: error\n---\nfail-on: error\n', 'migration-gate.yml:2 cannot be read'],
  ['a tag', 'fail-on: !!js/function error\n', 'migration-gate.yml:1 cannot be read: Unresolved tag'],
])('%s in YAML is refused', async (_, yaml, message) => {
  await expect(loadYaml(yaml)).rejects.toThrow(message);
});

test('aliases that unfold without end are refused', async () => {
  const levels = [...'abcdefg'].map((name, index, names) => {
    const inner = index === 0 ? 'x' : `*${names[index - 1]}`;
    return `${name}: &${name} [${Array(9).fill(inner).join(', ')}]`;
  });
  await expect(loadYaml(levels.join('\n'))).rejects.toThrow('Excessive alias count');
});

test('a pyproject.toml that does not parse is refused with its line', async () => {
  await expect(load({ 'pyproject.toml': '[tool]\nx = = 1\n' })).rejects.toThrow('pyproject.toml:2 cannot be read');
});
