export type Environment = Readonly<Record<string, string | undefined>>;

const passing =
  /^(PATH|HOME|LANG|LC_.+|TZ|TMPDIR|LD_LIBRARY_PATH|VIRTUAL_ENV|PYTHON.*|PYENV_.+|CONDA_PREFIX|UV_PROJECT_ENVIRONMENT|POETRY_(VIRTUALENVS_.+|HOME|CACHE_DIR)|XDG_.+)$/;

/** What a Python or a package manager needs to be found and asked: no token, no secret. */
export const harmless = (environment: Environment): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => passing.test(name)));
