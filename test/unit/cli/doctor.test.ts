import { expect, test } from '@jest/globals';
import type { DoctorSection } from '../../../src/gate/doctor.ts';
import { folderWith } from '../config/folder.ts';
import { command, gateThat, passed } from './world.ts';

const line = (subject: string, ok: boolean, what: string, wayOut = '') => ({ subject, ok, what, wayOut });
const project: DoctorSection = {
  title: 'alembic.ini',
  needs: 'all',
  lines: [line('interpreter', true, '.venv/bin/python (3.11.7)')],
};
const postgres: DoctorSection = {
  title: 'postgres 17',
  needs: 'any',
  lines: [
    line('testcontainers', false, 'no Docker socket', 'Start Docker.'),
    line('embedded', true, '17.10 in the cache'),
  ],
};

async function doctor(...sections: readonly DoctorSection[]) {
  await using folder = await folderWith({});
  return await command(
    folder.path,
    ['doctor'],
    gateThat(
      async () => passed,
      async () => sections,
    ),
  );
}

test('what is here and what is not, with a way out; one way to a database is enough', async () => {
  const { code, stdout } = await doctor(project, postgres);
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
"alembic.ini
  ✓ interpreter: .venv/bin/python (3.11.7)

postgres 17
  ✗ testcontainers: no Docker socket
    fix Start Docker.
  ✓ embedded: 17.10 in the cache

A check can run.
"
`);
});

test('exit 2 when something that a check needs is missing', async () => {
  const broken = {
    ...project,
    lines: [...project.lines, line('Alembic', false, 'not installed', 'pip install alembic')],
  };
  const { code, stdout } = await doctor(broken, postgres);
  expect(code).toBe(2);
  expect(stdout).toContain('  ✗ Alembic: not installed\n    fix pip install alembic\n');
  expect((await doctor(project, { ...postgres, lines: postgres.lines.slice(0, 1) })).code).toBe(2);
});
