/** What was found out about one Alembic project without running any of its code. Paths are absolute. */
export interface AlembicFacts {
  readonly root: string;
  /** The project's name: its configuration file (or script location) relative to the root. */
  readonly id: string;
  /**
   * `ini`: an alembic.ini. `toml`: `[tool.alembic]` in a pyproject.toml, with an alembic.ini beside it or not. `flask-migrate`: the ini inside the
   * migrations folder that names no script_location. `none`: only a script location is known.
   */
  readonly style: 'ini' | 'toml' | 'flask-migrate' | 'none';
  readonly iniFile: string | null;
  readonly tomlFile: string | null;
  /** The section of the ini: `alembic` unless configured. */
  readonly section: string;
  readonly scriptLocation: string;
  readonly versionFolders: readonly string[];
  readonly recursive: boolean;
  /** The folder in which the tool would be run. */
  readonly workingFolder: string;
  /** `sqlalchemy.url` as configured, interpolated; null when it is not set. */
  readonly url: string | null;
  /** `-x` arguments. */
  readonly x: readonly string[];
  /** `host:port` that the project's code may connect to. */
  readonly allowConnect: readonly string[];
}

/** A Python that was seen to import Alembic. */
export interface Interpreter {
  readonly path: string;
  /** Why this one: `.venv beside alembic.ini`, `VIRTUAL_ENV`, `--python`. */
  readonly because: string;
  /** `3.11.7`. */
  readonly version: string;
  readonly alembic: string;
  readonly sqlalchemy: string;
  /** A digest of all that is installed for it, with the versions, Python's own and its SQLite library's too. */
  readonly installed: string;
}
