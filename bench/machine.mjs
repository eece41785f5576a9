// The machine and the versions that the numbers belong to, in words without a path.
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';

const versions = `
import alembic, sqlalchemy, sys
print(f"Python {sys.version.split()[0]}, Alembic {alembic.__version__}, SQLAlchemy {sqlalchemy.__version__}")`;

export const processor = () =>
  [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() || 'of an unnamed processor'})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${process.platform} ${process.arch}`,
    `Node ${process.versions.node}`,
  ].join(', ');

/** @param {string} python an interpreter with Alembic */
export const machine = (python) =>
  [processor(), execFileSync(python, ['-c', versions], { encoding: 'utf8' }).trim()].join(', ');
