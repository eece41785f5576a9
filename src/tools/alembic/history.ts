import { posix } from 'node:path';
import type { History, HistoryProblem, Revision, RevisionId } from '../../domain/revision.ts';
import type { SourceTree } from '../../domain/sources.ts';
import { decodePython } from '../../syntax/python-parser.ts';
import type { AlikeTree } from '../tool.ts';
import { type Source, sourceOf } from './base-sources.ts';
import { graphProblems } from './graph.ts';
import { KeptFacts } from './kept-facts.ts';
import type { SyntaxFault } from './python-syntax.ts';
import { type RevisionFile, readRevisionFile } from './revision-file.ts';

/** Whether Python itself takes a text: null when it does, 'unknown' when it cannot be asked. */
export type CompileFault = (source: Buffer) => Promise<SyntaxFault | null | 'unknown'>;

/** One revision file: what it says, and what it is. */
interface ReadFile {
  readonly says: RevisionFile;
  readonly source: Source;
}

/** Reads histories; a file that is the same in several trees is read once where that is known, and parsed once in any case. */
export class HistoryReader {
  readonly #parsed = new Map<string, Promise<RevisionFile>>();
  readonly #trees = new WeakMap<SourceTree, ReadonlyMap<string, ReadFile>>();
  readonly #sources = new WeakMap<Revision, Source>();
  /** Digests of files that Python was asked about. */
  readonly #asked = new Set<string>();
  readonly #compile: CompileFault;
  readonly #kept: KeptFacts;

  /** @param compile asked about files that the grammar cannot read */
  constructor(compile: CompileFault, kept = new KeptFacts(null)) {
    this.#compile = compile;
    this.#kept = kept;
  }

  /** @param paths the revision files of the tree, in the order in which Alembic loads them */
  async read(tree: SourceTree, paths: readonly string[], alike?: AlikeTree): Promise<History> {
    const contents = await this.#readFiles(tree, paths, alike);
    const problems: HistoryProblem[] = [];
    const revisions = new Map<RevisionId, Revision>();
    const files = new Map<RevisionId, string[]>();
    for (const file of paths) {
      const content = contents.get(file);
      if (!content) {
        problems.push(unreadable(file));
        continue;
      }
      const { problems: own, id: written, ...read } = content.says;
      const { source } = content;
      const id = written ?? legacyId(file, own.length > 0);
      problems.push(...own.map((problem) => ({ ...problem, revision: id, file })));
      if (id === null && own.length === 0) problems.push(noId(file));
      if (id === null) continue;
      if (read.lines.downRevision === null && own.length === 0) problems.push(noParent(file, id, read.lines.revision));
      files.set(id, [...(files.get(id) ?? []), file]);
      // Alembic warns of the second file with an id and takes it.
      const revision = { ...read, id, file };
      this.#sources.set(revision, source);
      revisions.set(id, revision);
    }
    problems.push(...graphProblems(revisions, files));
    return { revisions, problems };
  }

  /** The file of a revision that was read here. */
  sourceOf(revision: Revision): Source {
    const source = this.#sources.get(revision);
    if (!source) throw new Error(`revision ${revision.id} was not read by this project`);
    return source;
  }

  async #readFiles(
    tree: SourceTree,
    paths: readonly string[],
    alike?: AlikeTree,
  ): Promise<ReadonlyMap<string, ReadFile>> {
    const known = alike && this.#trees.get(alike.tree);
    const files = new Map<string, ReadFile>();
    for (const path of paths) {
      const file = alike?.but.has(path) ? undefined : known?.get(path);
      if (file) files.set(path, file);
    }
    const left = paths.filter((path) => !files.has(path));
    const [contents, kept] = await Promise.all([tree.readAll(left), this.#kept.read()]);
    for (const [file, content] of contents) {
      const source = sourceOf(content);
      files.set(file, { source, says: kept.get(source.digest) ?? (await this.#parse(content, source)) });
    }
    this.#trees.set(tree, files);
    await this.#keep(files);
    return files;
  }

  #parse(content: Buffer, { digest }: Source): Promise<RevisionFile> {
    const parsed = this.#parsed.get(digest) ?? this.#readFile(content, digest);
    this.#parsed.set(digest, parsed);
    return parsed;
  }

  /** What Python was asked about is not kept: another interpreter may say otherwise. */
  #keep(files: ReadonlyMap<string, ReadFile>): Promise<void> {
    const grammatical = [...files.values()].filter(({ source }) => !this.#asked.has(source.digest));
    return this.#kept.keep(new Map(grammatical.map(({ source, says }) => [source.digest, says])));
  }

  async #readFile(content: Buffer, digest: string): Promise<RevisionFile> {
    const read = await readRevisionFile(decodePython(content));
    if (!read.problems.some(({ kind }) => kind === 'syntax-error')) return read;
    this.#asked.add(digest);
    const fault = await this.#compile(content);
    if (fault === 'unknown') return read;
    const others = read.problems.filter(({ kind }) => kind !== 'syntax-error');
    return { ...read, problems: fault ? [{ kind: 'syntax-error', ...fault }, ...others] : others };
  }
}

/** Alembic takes the id from a name like `3f2a.py` when the file names none. */
const legacyId = (file: string, hasProblem: boolean): RevisionId | null =>
  hasProblem ? null : (/^([a-f0-9]+)\.py$/.exec(posix.basename(file))?.[1] ?? null);

const unreadable = (file: string): HistoryProblem => ({
  kind: 'unreadable',
  revision: null,
  file,
  line: null,
  what: `${posix.basename(file)} is a link that leads to no file that can be read, and Alembic loads no history with such a file in it.`,
});

const noId = (file: string): HistoryProblem => ({
  kind: 'no-revision-id',
  revision: null,
  file,
  line: 1,
  what: `${posix.basename(file)} names no \`revision\`, and Alembic refuses to load a file in the version folder without one.`,
});

const noParent = (file: string, revision: RevisionId, line: number): HistoryProblem => ({
  kind: 'missing-parent',
  revision,
  file,
  line,
  what: `${posix.basename(file)} names no \`down_revision\`, without which Alembic cannot load it; the first revision of a history says \`down_revision = None\`.`,
});
