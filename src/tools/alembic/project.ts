import { posix } from 'node:path';
import { GateError } from '../../domain/error.ts';
import type { History } from '../../domain/revision.ts';
import type { SourceTree } from '../../domain/sources.ts';
import type { EngineId } from '../../domain/walk.ts';
import type {
  AlikeTree,
  BaseFiles,
  Diagnosis,
  Mover,
  OpenOptions,
  PrepareOptions,
  Project,
  ProjectOptions,
  ToolOptions,
} from '../tool.ts';
import { baseIngredients } from './base-ingredients.ts';
import type { Detected } from './detect.ts';
import { diagnose } from './diagnose.ts';
import { engineEvidence } from './engine-evidence.ts';
import { childEnvironment } from './environment.ts';
import type { AlembicFacts, Interpreter } from './facts.ts';
import { formerFolder } from './former-folder.ts';
import { HistoryReader } from './history.ts';
import { findInterpreter } from './interpreter.ts';
import { KeptFacts } from './kept-facts.ts';
import { sameProgram } from './program.ts';
import { compileFault } from './python-syntax.ts';
import { readersOf } from './readers.ts';
import type { WaitingDrivers } from './waiting-drivers.ts';

/** Alembic's `_only_source_rev_file`. */
const revisionFileName = /^(?!\.#|__init__).*\.py$/;

export class AlembicProject implements Project {
  readonly id: string;
  readonly options: ProjectOptions;
  readonly scriptLocation: string;
  readonly versionFolders: readonly string[];
  readonly #facts: AlembicFacts;
  readonly #detected: Detected;
  readonly #tool: ToolOptions;
  readonly #histories: HistoryReader;
  #interpreter: Promise<Interpreter> | null = null;
  #waiting: Promise<WaitingDrivers | null> = Promise.resolve(null);

  constructor(detected: Detected, tool: ToolOptions) {
    const { facts } = detected;
    this.#facts = facts;
    this.#detected = detected;
    this.#tool = tool;
    this.#histories = new HistoryReader((source) => this.#compileFault(source), new KeptFacts(tool.cacheFolder));
    this.id = facts.id;
    this.options = detected.options;
    this.scriptLocation = posix.relative(facts.root, facts.scriptLocation);
    this.versionFolders = facts.versionFolders.map((folder) => posix.relative(facts.root, folder));
  }

  isRevisionFile(path: string): boolean {
    return this.#isRevisionFile(path, this.versionFolders);
  }

  #isRevisionFile(path: string, folders: readonly string[]): boolean {
    const folder = posix.dirname(path);
    const inside = folders.some(
      (one) => folder === (one || '.') || (this.#facts.recursive && folder.startsWith(one && `${one}/`)),
    );
    return inside && revisionFileName.test(posix.basename(path)) && !folder.endsWith('__pycache__');
  }

  async history(tree: SourceTree, folders = this.versionFolders, alike?: AlikeTree): Promise<History> {
    return this.#histories.read(tree, await this.#revisionFiles(tree, folders), alike);
  }

  async #revisionFiles(tree: SourceTree, folders = this.versionFolders): Promise<readonly string[]> {
    const listed = await Promise.all(folders.map((folder) => tree.list(folder)));
    return [...new Set(listed.flat().filter((path) => this.#isRevisionFile(path, folders)))];
  }

  async versionFoldersIn(tree: SourceTree): Promise<readonly string[]> {
    if ((await this.#revisionFiles(tree)).length > 0) return this.versionFolders;
    const files = await tree.list('');
    return Promise.all(
      this.versionFolders.map(async (folder) => {
        const now = await this.#revisionFiles(this.#tool.workingTree, [folder]);
        return formerFolder(now, files) ?? folder;
      }),
    );
  }

  sameProgram(before: Buffer, after: Buffer): Promise<boolean> {
    return sameProgram(before, after);
  }

  readersOf(files: readonly string[], history: History, tree: SourceTree) {
    return readersOf(files, history, tree, this.scriptLocation);
  }

  async strayRevisions(files: readonly string[], tree: SourceTree): Promise<readonly string[]> {
    const texts = await tree.readAll(files.filter((file) => file.endsWith('.py') && !this.isRevisionFile(file)));
    return [...texts]
      .filter(([, text]) => /^down_revision\s*[:=]/m.test(text.toString('latin1')))
      .map(([file]) => file);
  }

  async engineEvidence() {
    const { workingTree } = this.#tool;
    return engineEvidence(
      this.#facts,
      this.#detected.configuration,
      workingTree,
      await this.#revisionFiles(workingTree),
    );
  }

  async baseIngredients({ history, applied, tree }: BaseFiles, engine: EngineId) {
    const revisions = [...applied].sort().flatMap((id) => history.revisions.get(id) ?? []);
    return baseIngredients(
      {
        facts: this.#facts,
        interpreter: await this.#python(),
        options: this.options,
        environment: this.#tool.environment,
        scriptFolders: [this.scriptLocation, ...this.versionFolders],
        isRevisionFile: (path) => this.isRevisionFile(path),
      },
      revisions.map((revision) => ({ ...this.#histories.sourceOf(revision), id: revision.id, file: revision.file })),
      this.#tool.workingTree,
      tree,
      engine,
    );
  }

  async open(options: OpenOptions): Promise<Mover> {
    const interpreter = await this.#python();
    const { openMover } = await import('./mover.ts');
    return openMover(this.#facts, interpreter, this.options, this.#tool.environment, options, await this.#waiting);
  }

  async prepare(processes: number, options: PrepareOptions): Promise<void> {
    // The isolation of a process depends on its database.
    if (options.isolate) return;
    this.#waiting = this.#waiting
      .then((waiting) => waiting ?? this.#startWaiting(options))
      .then((waiting) => waiting?.fill(processes) ?? null);
    await this.#waiting;
  }

  async #startWaiting({ runId, signal }: PrepareOptions): Promise<WaitingDrivers | null> {
    try {
      const { root, url: projectUrl, workingFolder } = this.#facts;
      const [{ path: python }, { WaitingDrivers }, environment] = await Promise.all([
        this.#python(),
        import('./waiting-drivers.ts'),
        childEnvironment(this.#tool.environment, this.options, null, { root, projectUrl }),
      ]);
      return new WaitingDrivers({ python, workingFolder, environment, runId, signal });
    } catch (error) {
      // `open` meets it again.
      if (error instanceof GateError) return null;
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#waiting)?.[Symbol.asyncDispose]();
  }

  diagnose(): Promise<readonly Diagnosis[]> {
    return diagnose(this.#detected, this.#tool, this);
  }

  /** Looked for once, also when both engines are opened at the same time. */
  #python(): Promise<Interpreter> {
    this.#interpreter ??= findInterpreter(this.#facts, this.options.python, this.#tool.environment);
    return this.#interpreter;
  }

  async #compileFault(source: Buffer) {
    try {
      return await compileFault((await this.#python()).path, source, this.#tool.environment);
    } catch (error) {
      if (error instanceof GateError) return 'unknown';
      throw error;
    }
  }
}
