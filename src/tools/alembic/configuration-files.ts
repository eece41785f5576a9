import { posix } from 'node:path';
import type { SourceTree } from '../../domain/sources.ts';
import { badProject } from './bad-project.ts';
import { Configuration } from './configuration.ts';
import { type Ini, IniError, parseIni } from './ini.ts';
import { alembicTable } from './toml.ts';

/** Files that belong to tests and templates: a configuration in there is material, not a project. */
const material = [
  /(^|\/)(__fixtures__|fixtures?|test[-_]?(data|fixtures))\//,
  /(^|\/)tests?\/(.*\/)?(data|resources|assets|files|samples|examples)\//,
  /\{\{|\{%/,
];

const isMaterial = (path: string): boolean => material.some((pattern) => pattern.test(path));

const isIni = (path: string): boolean => path.endsWith('.ini') || posix.basename(path) === 'setup.cfg';

const isAlembicIni = (path: string): boolean => posix.basename(path) === 'alembic.ini';

/** Reads configuration files of one tree. */
export class ConfigurationFiles {
  readonly #root: string;
  readonly #tree: SourceTree;

  /** @param root absolute */
  constructor(root: string, tree: SourceTree) {
    this.#root = root;
    this.#tree = tree;
  }

  /** Every configuration in the tree that sets up Alembic, the plainest first. @throws GateError `bad-project` */
  async find(): Promise<readonly Configuration[]> {
    const files = (await this.#tree.list('')).filter((path) => !isMaterial(path));
    const found: Configuration[] = [];
    const pyprojects = files.filter((path) => posix.basename(path) === 'pyproject.toml');
    const texts = await this.#texts([...files.filter(isIni), ...pyprojects]);
    for (const file of files.filter(isIni).sort((a, b) => Number(isAlembicIni(b)) - Number(isAlembicIni(a)))) {
      const text = texts.get(file) ?? '';
      if (isAlembicIni(file) || text.includes('script_location')) found.push(...(await this.#ofIni(file, text)));
    }
    for (const file of pyprojects) {
      const alone = !found.some((one) => one.toml?.file === file);
      if (alone && alembicTable(file, texts.get(file) ?? '')) found.push(await this.#ofToml(file));
    }
    return found;
  }

  /**
   * The configuration that a person named: a file, or a folder with one.
   * @param section null: `alembic`
   */
  async named(path: string, section: string | null): Promise<Configuration> {
    const inside = ['alembic.ini', 'pyproject.toml'].map((name) => posix.join(path, name));
    const texts = await this.#texts([path, ...inside]);
    const toml = inside[1] ?? '';
    const file = [path, ...inside].find(
      (name) => texts.has(name) && (name !== toml || alembicTable(name, texts.get(name) ?? '')),
    );
    if (file === undefined)
      throw badProject(
        { file: path, line: null },
        'there is no such configuration file.',
        'Name an alembic.ini, a pyproject.toml with [tool.alembic], or their folder.',
      );
    if (file.endsWith('.toml')) return this.#ofToml(file);
    const ini = this.#parse(file, texts.get(file) ?? '');
    const wanted = section ?? 'alembic';
    if (section !== null && !ini.sections.includes(wanted))
      throw badProject(
        { file, line: null },
        `there is no section [${wanted}].`,
        `The file has ${ini.sections.map((name) => `[${name}]`).join(', ') || 'none'}.`,
      );
    return this.#configuration(file, ini, wanted);
  }

  async #ofIni(file: string, text: string): Promise<readonly Configuration[]> {
    const ini = isAlembicIni(file) ? this.#parse(file, text) : parsedOrNull(text);
    if (!ini) return [];
    const placed = ini.sections.filter((name) => ini.owns(name, 'script_location'));
    const shared = ini.sections.includes('alembic') && ini.raw('alembic', 'script_location') ? ['alembic'] : [];
    const sections = [...new Set([...shared, ...placed])];
    const bare = sections.length === 0 && isAlembicIni(file) ? ['alembic'] : sections;
    return Promise.all(bare.map((section) => this.#configuration(file, ini, section)));
  }

  async #ofToml(file: string): Promise<Configuration> {
    const beside = posix.join(posix.dirname(file), 'alembic.ini');
    const text = (await this.#texts([beside])).get(beside);
    const table = alembicTable(file, (await this.#texts([file])).get(file) ?? '');
    if (!table)
      throw badProject({ file, line: null }, 'there is no [tool.alembic].', 'Add it, or name the alembic.ini instead.');
    const ini = text === undefined ? null : { ...this.#source(beside), ini: this.#parse(beside, text) };
    return new Configuration(ini, { ...this.#source(file), table }, 'alembic');
  }

  async #configuration(file: string, ini: Ini, section: string): Promise<Configuration> {
    const beside = posix.join(posix.dirname(file), 'pyproject.toml');
    const text = (await this.#texts([beside])).get(beside);
    const table = text === undefined || !isAlembicIni(file) ? null : alembicTable(beside, text);
    return new Configuration({ ...this.#source(file), ini }, table && { ...this.#source(beside), table }, section);
  }

  #parse(file: string, text: string): Ini {
    try {
      return parseIni(text);
    } catch (error) {
      if (!(error instanceof IniError)) throw error;
      throw badProject(
        { file, line: error.line },
        `not a valid ini file: ${error.message}.`,
        'Mend that line; `alembic heads` reads the same file.',
        error,
      );
    }
  }

  async #texts(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const contents = await this.#tree.readAll(paths);
    return new Map([...contents].map(([path, content]) => [path, content.toString('utf8')]));
  }

  #source(file: string): { readonly file: string; readonly here: string } {
    return { file, here: posix.dirname(posix.join(this.#root, file)) };
  }
}

/** A file of another name that does not parse may be anything: it is none of ours. */
function parsedOrNull(text: string): Ini | null {
  try {
    return parseIni(text);
  } catch (error) {
    if (error instanceof IniError) return null;
    throw error;
  }
}
