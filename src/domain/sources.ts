/** The files of one commit or of the working tree; paths are relative to the repository's root with `/` between parts. */
export interface SourceTree {
  /** Every file below a folder (`''` for all), at any depth, in order. Empty when the folder is not there. */
  list(folder: string): Promise<readonly string[]>;
  /** Null when there is no such file. */
  read(path: string): Promise<Buffer | null>;
  /** Several at once, in one call to git where it is git that is asked; files that are not there are left out. */
  readAll(paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
}
