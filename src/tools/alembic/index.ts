import type { MigrationTool } from '../tool.ts';
import { detectProjects } from './detect.ts';
import { AlembicProject } from './project.ts';

export const alembic: MigrationTool = {
  id: 'alembic',
  detect: async (options) => (await detectProjects(options)).map((detected) => new AlembicProject(detected, options)),
};
