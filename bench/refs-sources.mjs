// A repository of generated code: Python models, services and SQL, TypeScript interfaces and components. Every name is made up.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Names in letters, `a` to `z`, `ba`, …: the rules of plurals and cases are those of words. */
const lettersOf = (index) =>
  [...index.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('');

/** Names that are asked for: columns of the first ten tables. */
export const asked = Array.from(
  { length: 10 },
  (_, index) => `ledger_${lettersOf(index)}s.retired_code_${lettersOf(index)}`,
);

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
    const [own, one] = [lettersOf(table), lettersOf(table % 10)];
    if (part === 0) write(`app/models/ledger_${own}.py`, model(own));
    else if (part < 10) write(`app/services/s${index % 50}/service_${index}.py`, service(index, one, part === 1));
    else if (part < 12) write(`web/src/types/ledger_${index}.ts`, shape(index, one, part === 10));
    else write(`web/src/pages/p${index % 50}/page_${index}.tsx`, page(index, index - part + 10, one, part === 12));
  }
  git('add', '--all');
  git('commit', '--quiet', '--message', 'x');
  return { folder, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

const pascal = (letters) => `${letters.charAt(0).toUpperCase()}${letters.slice(1)}`;
const columns = ['title', 'amount', 'currency', 'opened_at', 'closed_at'];

const model = (table) => `from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.base import Base


class Ledger${pascal(table)}(Base):
    __tablename__ = "ledger_${table}s"

    id: Mapped[int] = mapped_column(primary_key=True)
    retired_code_${table}: Mapped[str] = mapped_column(String(20))
${columns.map((name) => `    ${name}: Mapped[str] = mapped_column(String(40))`).join('\n')}
`;

const service = (index, table, names) => `from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.ledger_${table} import Ledger${pascal(table)}


def totals_${index}(session: Session, currency: str) -> list[str]:
    rows = session.scalars(select(Ledger${pascal(table)}).where(Ledger${pascal(table)}.currency == currency)).all()
    return [f"{row.title} {row.amount}" for row in rows]


def describe_${index}(ledger: Ledger${pascal(table)}) -> str:
    parts = [ledger.title, ledger.currency${names ? `, ledger.retired_code_${table}` : ''}]
    return " ".join(part for part in parts if part)
${pythonFiller(index)}`;

const shape = (index, table, names) => `export interface Ledger${pascal(table)} {
  id: number;
${columns.map((name) => `  ${name}: string;`).join('\n')}
${names ? `  retired_code_${table}: string;\n` : ''}}

export const isOpen${index} = (ledger: Ledger${pascal(table)}): boolean => ledger.closed_at === '';
${scriptFiller(index)}`;

const page = (index, type, table, names) => `import type { Ledger${pascal(table)} } from '../../types/ledger_${type}';

export function Page${index}({ ledger }: { ledger: Ledger${pascal(table)} }) {
  const label = \`\${ledger.title} \${ledger.amount}\`;
  return <p title={label}>${names ? `{ledger.retired_code_${table}}` : '{ledger.currency}'}</p>;
}
${scriptFiller(index)}`;

/** As much code as a file has on the average. */
const repeated = (part) => Array.from({ length: 8 }, (_, each) => part(each)).join('\n');

const pythonFiller = (index) =>
  repeated(
    (each) => `

def part_${index}_${each}(given: dict[str, int], limit: int = 20) -> list[str]:
    """What this part is for, and what whoever reads it has to know of it."""
    kept = [key for key, value in given.items() if value < limit]
    if not kept:
        raise ValueError(f"nothing is below {limit}")  # told to whoever asks
    return sorted(kept)`,
  );

const scriptFiller = (index) =>
  repeated(
    (each) => `
/** What this part is for, and what whoever reads it has to know of it. */
export function part${index}x${each}(given: Record<string, number>, limit = 20): string[] {
  const kept = Object.entries(given).filter(([, value]) => value < limit);
  if (kept.length === 0) throw new Error(\`nothing is below \${limit}\`); // told to whoever asks
  return kept.map(([key]) => key).sort();
}`,
  );
