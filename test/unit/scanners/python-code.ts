import { Tables } from '../../../src/domain/tables.ts';
import { python } from '../../../src/scanners/python/index.ts';
import type { Wanted } from '../../../src/scanners/scanner.ts';
import { codeOf } from './code-of.ts';
import { marked, told } from './marks.ts';

/** The database before the migration: `tenants.config` is what it takes away. */
const tables = new Tables(
  new Map([
    ['tenants', new Set(['id', 'name', 'config', 'plan_id'])],
    ['plans', new Set(['id', 'title', 'config'])],
    ['users', new Set(['id', 'email', 'tenant_id'])],
    ['tenant_summary_texts', new Set(['config', 'until', 'shade'])],
  ]),
);
const wanted: Wanted = { names: [{ table: 'tenants', column: 'config' }], tables, isLeftOut: () => false };

/** Models as they are after it: the attribute is gone. */
export const models = `
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, declarative_base, mapped_column, relationship
Base = declarative_base()

class Tenant(Base):
    __tablename__ = "tenants"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    plan_id = Column(ForeignKey("plans.id"))
    plan = relationship("Plan", back_populates="tenants")
    users: Mapped[list["User"]] = relationship(back_populates="tenant")

class Plan(Base):
    __tablename__ = "plans"
    id = Column(Integer, primary_key=True)
    title = Column(String)
    config = Column(String)
    tenants = relationship("Tenant", back_populates="plan")

class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    tenant: Mapped["Tenant"] = relationship(back_populates="users")
`;

/** What is told of a piece of code beside the models, and what its marks say should be. */
export async function scan(code: string, files: Readonly<Record<string, string>> = {}) {
  const all = { 'app/__init__.py': '', 'app/models.py': models, 'app/code.py': code, ...files };
  const { found } = await python.scan(codeOf(all), wanted);
  return {
    told: told(found),
    marked: Object.entries(all)
      .flatMap(([file, text]) => marked(file, text))
      .sort(),
  };
}

/** With which most pieces begin. */
export const imports = 'from app.models import Plan, Tenant, User\n';
