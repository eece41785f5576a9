// Loads all of a TypeScript project, as a tool without a prefilter would: node refs-project-load.mjs FOLDER
import { join } from 'node:path';
import { Project } from 'ts-morph';

const project = new Project({ skipAddingFilesFromTsConfig: true });
project.addSourceFilesAtPaths(join(process.argv[2], '**/*.{ts,tsx}'));
project.getTypeChecker().compilerObject.getAmbientModules();
