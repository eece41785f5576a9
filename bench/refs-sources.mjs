// A repository of generated code: Python models, services and SQL, TypeScript interfaces and components. Every name is made up.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Names that are asked for: columns of the first ten tables. */
export const asked = Array.from({ length: 10 }, (_, index) => `ledger_${index}s.retired_code_${index}`);

/** Names that no file holds. */
export const absent = Array.from({ length: 10 }, (_, index) => `nowhere_${index}s.never_written_${index}`);

/** @param files how many, about a sixth of which name one of the ten columns; half are Python, half TypeScript */
export function makeSources(files) {
  const folder = mkdtempSync(join(tmpdir(), 'migration-gate-refs-'));
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@example.org', ...args], { cwd: folder });
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  git('init', '--quiet', '--initial-branch=main');
  write('web/tsconfig.json', '{ "compilerOptions": { "strict": true, "jsx": "preserve", "baseUrl": "." } }\n');
  write('app/__init__.py', '');
  write('app/base.py', 'from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n');
  for (let index = 0; index < files; index += 1) {
    const table = Math.floor(index / 20);
    const part = index % 20;
    if (part === 0) write(`app/models/ledger_${table}.py`, model(table));
    else if (part < 10)
      write(`app/services/s${index % 50}/service_${index}.py`, service(index, table % 10, index % 20 === 1));
    else if (part < 12) write(`web/src/types/ledger_${index}.ts`, shape(index, table % 10, part === 10));
    else
      write(`web/src/pages/p${index % 50}/page_${index}.tsx`, page(index, index - part + 10, table % 10, part === 12));
  }
  git('add', '--all');
  git('commit', '--quiet', '--message', 'x');
  return { folder, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

const columns = ['title', 'amount', 'currency', 'opened_at', 'closed_at'];

const model = (table) => `from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.base import Base


class Ledger${table}(Base):
    __tablename__ = "ledger_${table}s"

    id: Mapped[int] = mapped_column(primary_key=True)
    retired_code_${table}: Mapped[str] = mapped_column(String(20))
${columns.map((name) => `    ${name}: Mapped[str] = mapped_column(String(40))`).join('\n')}
`;

const service = (index, table, names) => `from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.ledger_${table} import Ledger${table}


def totals_${index}(session: Session, currency: str) -> list[str]:
    rows = session.scalars(select(Ledger${table}).where(Ledger${table}.currency == currency)).all()
    return [f"{row.title} {row.amount}" for row in rows]


def describe_${index}(ledger: Ledger${table}) -> str:
    parts = [ledger.title, ledger.currency${names ? `, ledger.retired_code_${table}` : ''}]
    return " ".join(part for part in parts if part)
${filler(index, '#')}`;

const shape = (index, table, names) => `export interface Ledger${index} {
  id: number;
${columns.map((name) => `  ${name}: string;`).join('\n')}
${names ? `  retired_code_${table}: string;\n` : ''}}

export const isOpen${index} = (ledger: Ledger${index}): boolean => ledger.closed_at === '';
${filler(index, '//')}`;

const page = (index, type, table, names) => `import type { Ledger${type} } from '../../types/ledger_${type}';

export function Page${index}({ ledger }: { ledger: Ledger${type} }) {
  const label = \`\${ledger.title} \${ledger.amount}\`;
  return <p title={label}>${names ? `{ledger.retired_code_${table}}` : '{ledger.currency}'}</p>;
}
${filler(index, '//')}`;

/** As much text as a file has on the average. */
const filler = (index, comment) =>
  Array.from(
    { length: 40 },
    (_, line) => `${comment} ${index}.${line} what this part is for, and what whoever reads it has to know of it`,
  ).join('\n');
