import { describe, expect, it, test } from '@jest/globals';
import { python } from '../../../src/scanners/python/index.ts';
import { codeOf } from './code-of.ts';
import { imports, models, scan } from './python-code.ts';

const ways: Readonly<Record<string, string>> = {
  'an attribute of a row that was asked for by its class': `
def f(session):
    tenant = session.get(Tenant, 1)
    plan = session.get(Plan, 1)
    print(plan.config)
    return tenant.config  # ← certain`,
  'an attribute of the class': `
query = select(Tenant.config, Plan.config)  # ← certain`,
  'a row of a query': `
def f(session):
    x = session.query(Tenant).filter(Tenant.name == "a").order_by(Tenant.id).first()
    y = session.query(Plan).filter(Plan.title == "a").first()
    return y.config or x.config  # ← certain`,
  'a row of a statement': `
async def f(session):
    x = (await session.execute(select(Tenant).where(Tenant.id == 1))).scalar_one_or_none()
    y = (await session.execute(select(Plan))).scalar_one()
    z = await session.scalar(select(Tenant))
    print(z.config)  # ← certain
    return y.config, x.config  # ← certain`,
  'a loop over rows': `
def f(session):
    for one in session.scalars(select(Tenant)).all():
        print(one.config)  # ← certain
    for one in session.scalars(select(Plan)):
        print(one.config)`,
  'a comprehension': `
def f(session):
    a = [x.config for x in session.query(Plan).all()]
    return [x.config for x in session.query(Tenant).all()]  # ← certain`,
  'an annotation of a parameter': `
def f(a: Tenant, b: Plan, c: Tenant | None, d: "list[Tenant]", e: dict):
    print(a.config)  # ← certain
    print(b.config)
    print(c.config)  # ← certain
    print(d[0].config)  # ← certain
    print(e.config)`,
  'what a function returns': `
def load() -> Tenant: ...
def loads() -> list[Tenant]: ...
def plan() -> Plan: ...
print(load().config)  # ← certain
print(plan().config)
for x in loads():
    print(x.config)  # ← certain`,
  'what a function returns by its own text': `
def load(session, id):
    if id is None:
        return None
    return session.query(Tenant).filter(Tenant.id == id).first()
def fetch(id):
    found = database.get(Tenant, id)
    return found
async def all_of(session):
    return (await session.scalars(select(Tenant))).all()
def plan(session):
    return session.query(Plan).first()
def either(session, x):
    if x:
        return session.query(Plan).first()
    return session.query(Tenant).first()
def make():
    def inner():
        return Plan()
    return Tenant(name="a")
print(load(1).config, plan(1).config)  # ← certain
print(fetch(1).config)  # ← certain
for x in all_of(1):
    print(x.config)  # ← certain
print(plan(1).config, either(1, 2).config)
print(make().config)  # ← certain`,
  'what a method of a base returns': `
class Found:
    @classmethod
    def find(cls, id):
        return cls.query.get(id)
class Member(Tenant, Found):
    pass
class Offer(Plan, Found):
    pass
print(Offer.find(1).config)
print(Member.find(1).config)  # ← certain`,
  'a parameter of which only rows have all that is read': `
def f(x):
    print(x.plan, x.users)
    return x.config  # ← likely
def g(x):
    print(x.title, x.tenants)
    return x.config
def h(x):
    print(x.id, x.name)
    return x.colour, x.config
def i(x):
    print(x.id)
    return x.config`,
  'a relationship': `
def f(user: User, plan: Plan):
    print(user.tenant.config)  # ← certain
    print(user.tenant.plan.config)
    for x in plan.tenants:
        print(x.config)  # ← certain`,
  'keywords of the constructor and of statements': `
Tenant(name="a", config={})  # ← certain
Plan(title="a", config={})
session.query(Tenant).filter_by(config=None)  # ← certain
session.query(Plan).filter_by(config=None)
update(Tenant).where(Tenant.id == 1).values(config=None)  # ← certain
update(Plan).values(config=None)
log.info("x", config=1)`,
  'dictionaries of values': `
insert(Tenant).values({"config": 1})  # ← certain
insert(Plan).values({"config": 1})
session.query(Tenant).update({"config": 1})  # ← certain
session.execute(insert(Tenant), [{"config": 1}])  # ← certain
respond({"config": 1})`,
  'names in strings': `
def f(t: Tenant, p: Plan):
    getattr(t, "config")  # ← certain
    setattr(p, "config", 1)
    flag_modified(t, "config")  # ← certain
    select(Tenant).order_by("config")  # ← certain
    select(Plan).order_by("config")
    return "config"`,
  'SQL in strings': `
session.execute(text("SELECT id, config FROM tenants WHERE id = :id"))  # ← certain
session.execute(text("SELECT config FROM plans"))
session.execute(text("SELECT\\nconfig\\nFROM\\ntenants"))  # ← certain
session.execute(text("SELECT\\nreconfig\\nFROM\\ntenants"))
session.execute(
    """
    SELECT t.name,
           t.config,  -- ← certain
           p.config
      FROM tenants t JOIN plans p ON p.id = t.plan_id
    """
)
cursor.execute(f"UPDATE tenants SET config = {value} WHERE id = %s")  # ← certain
cursor.execute("INSERT INTO tenants (id, " "config) VALUES (1, 2)")  # ← certain
cursor.execute("SELECT id, " + "config " + ("FROM " "tenants"))  # ← certain
cursor.execute("SELECT id, " + "config " + "FROM plans")
cursor.execute("SELECT id, \\
  config FROM tenants")  # ← certain
raise Error("select a config from tenants first")`,
  'a variable called like a row whose type is not known': `
def f(tenant, plan, x):
    print(tenant.config)  # ← likely
    print(plan.config, x.config)
    print(self.current_tenant.config)  # ← likely`,
  'self in a class that holds one': `
class Service:
    def __init__(self, tenant: Tenant, plan: Plan):
        self.one: Tenant = tenant
        self.two = plan
        self.config = load()
    def f(self):
        print(self.one.config)  # ← certain
        return self.two.config, self.config`,
  'a dictionary of rows': `
def f(session):
    by_id = {x.id: x for x in session.query(Tenant).all()}
    plans = {x.id: x for x in session.query(Plan).all()}
    return plans[1].config or by_id[1].config  # ← certain`,
  'the table behind a class': `
Tenant.__table__.update().values(config=None)  # ← certain
Plan.__table__.update().values(config=None)`,
  'a name that is handed on together with a row': `
def f(t: Tenant, p: Plan):
    set_from_form(t, "config")  # ← likely
    set_from_form(p, "config")`,
  'a row of a query for attributes': `
def f(session):
    row = session.execute(select(Tenant.id, Tenant.config, Plan.title)).one()  # ← certain
    print(row.config)  # ← certain
    for each in session.query(Plan.config, Tenant.name).all():
        print(each.config)
    named = select(Plan.config, Tenant.config.label("own"))  # ← certain
    return session.execute(named).first().config`,
  'a dictionary that becomes keywords': `
def make(**kwargs):
    kwargs.setdefault("config", {})  # ← likely
    kwargs["config"] = {}  # ← likely
    return Tenant(**kwargs)
def make_plan(**kwargs):
    kwargs.setdefault("config", {})
    return Plan(**kwargs)
def log(**kwargs):
    kwargs["config"] = 1
    print(kwargs)
values = {"config": 1}  # ← likely
others = {"config": 1}
Tenant(**values)
Plan(**others)`,
  'what is sent to the address of the rows': `
def test_update(client, tenant):
    url = f"/api/tenants/{tenant.id}"
    client.patch(url, json={"config": 1})  # ← likely
    client.post("/api/tenants/", json={"name": "a", "config": 1, "token": "x"})  # ← likely
    client.put(f"/api/tenants/toggle_config/{tenant.id}", body={"config": 1})  # ← likely
    client.put(f"/api/tenants/{tenant.id}/plans", body={"config": 1})
    client.post("/api/plans", json={"name": "a", "config": 1})
    client.post("/api/tenants", json={"config": 1, "a": 1, "b": 2})
    client.get("/api/tenants", params={"config": 1})
    log.info("/api/tenants", extra={"config": 1})`,
  'what a class or a function is given that serves rows': `
@register(Tenant)
class One:
    def serialize(self, instance, attrs):
        return instance.config  # ← likely
class TenantSerializer:
    def serialize(self, obj):
        return obj.config  # ← likely
class PlanSerializer:
    def serialize(self, obj):
        return obj.config
def publish_tenant(target):
    return target.config  # ← likely
def publish_plan(target):
    return target.config
def publish(target):
    return target.config
def show_tenant():
    target = open("x")
    return target.config, tenant_to_show.config`,
  'where a name that is called like a row leads to': `
def f(user, plan, x):
    print(user.tenant.config)  # ← likely
    print(user.plan.config, x.tenant_like.config)
    for one in plan.tenants:
        print(one.config)  # ← likely
    for one in plans:
        print(one.config)
    for one in tenants:
        print(one.config)  # ← likely`,
  'a proxy and a property that hand on another attribute': `
class Membership(Base):
    __tablename__ = "memberships"
    id = Column(Integer)
    tenant = relationship("Tenant")
class Person(Base):
    __tablename__ = "people"
    id = Column(Integer)
    memberships = relationship("Membership")
    _tenants = association_proxy("memberships", "tenant")
    @property
    def tenants(self):
        return self._tenants
    @tenants.setter
    def tenants(self, tenants):
        self._tenants = tenants
    @property
    def names(self):
        return self._names
def f(person: Person):
    print([one.config for one in person.names])
    return [one.config for one in person.tenants]  # ← certain`,
  'a key of a sort': `
def f(rows: list[Tenant], plans: list[Plan]):
    sorted(plans, key=lambda x: x.config)
    return sorted(rows, key=lambda x: x.config)  # ← certain`,
};

describe('tenants.config is found in', () => {
  it.each(Object.entries(ways))('%s', async (_, code) => {
    const result = await scan(imports + code);
    expect(result.marked.length).toBeGreaterThan(0);
    expect(result.told).toEqual(result.marked);
  });
});

test('a program without an ending is read when its first line calls Python', async () => {
  const code = 'from app.models import Tenant\nTenant(config=1)  # ← certain\n';
  const files = { 'bin/import': `#!/usr/bin/env python3\n${code}`, 'bin/notes': code };
  expect((await scan('', files)).told).toEqual(['bin/import:3 certain']);
});

test('an SQLModel that names no table is that of its class in lower case', async () => {
  const files = {
    'app/models.py': `class PriceList(SQLModel, table=True):
    id: int
    currency: str = Field(default="EUR")
class PriceListRead(SQLModel):
    currency: str`,
  };
  expect(await python.tables(codeOf(files), [])).toEqual(new Map([['pricelist', new Set(['id', 'currency'])]]));
});

test('a class that names no table has the columns of one that is asked for and called like it', async () => {
  const files = {
    'app/models.py': `class UserGroup(Base):
    name = Column(String)
class Other(Base):
    title = Column(String)
class UserGroups:
    size = 3`,
  };
  const asked = await python.tables(codeOf(files), ['usergroups', 'plans']);
  expect(asked).toEqual(new Map([['usergroups', new Set(['name'])]]));
  expect(await python.tables(codeOf(files), [])).toEqual(new Map());
});

describe('tenants.config is found where the code declares it', () => {
  it.each(
    Object.entries({
      'as a column': '    config = Column(String(20), nullable=True)  # ← certain',
      'with Mapped': '    config: Mapped[dict]  # ← certain',
      'under another attribute': '    settings = Column("config", String)  # ← certain',
    }),
  )('%s', async (_, line) => {
    const declared = models.replace('    plan_id =', `${line}\n    plan_id =`);
    const { told, marked } = await scan('', { 'app/models.py': declared });
    expect(told).toEqual(marked);
  });

  it('under another attribute, and then by that attribute alone', async () => {
    const declared = models.replace(
      '    plan_id =',
      '    settings = Column("config", String)  # ← certain\n    config = 1\n    plan_id =',
    );
    const code = `${imports}def f(t: Tenant):\n    print(t.settings)  # ← certain\n    return t.config`;
    const { told, marked } = await scan(code, { 'app/models.py': declared });
    expect(told).toEqual(marked);
  });

  it('and where the body of the model names it', async () => {
    const declared = models.replace(
      '    plan_id =',
      `    config = Column(String)  # ← certain
    __table_args__ = (Index("ix", "name", config),)  # ← certain
    __mapper_args__ = {"polymorphic_on": config}  # ← certain
    __checks__ = CheckConstraint('"config" IS NOT NULL' + " OR name IS NULL")  # ← certain
    __others__ = CheckConstraint("reconfig > 1", name="config_is_there")
    size = load(config=1)
    def f(self):
        config = 1
        return config
    plan_id =`,
    );
    const { told, marked } = await scan('', { 'app/models.py': declared });
    expect(told).toEqual(marked);
  });

  it('as an attribute of what makes rows', async () => {
    const factories = `
class TenantFactory(Factory):
    class Meta:
        model = models.Tenant
    config = {}  # ← likely
class PlanFactory(Factory):
    class Meta:
        model = Plan
    config = {}
class Settings:
    config = {}`;
    const { told, marked } = await scan('', { 'tests/factories.py': factories });
    expect(told).toEqual(marked);
  });

  it('as a field of a class that is filled from rows', async () => {
    const schemas = `
from pydantic import BaseModel
class Base(BaseModel):
    class Config:
        from_attributes = True
class TenantOut(Base):
    id: int
    name: str
    config: dict  # ← likely
class Options(Base):
    config: dict`;
    const { told, marked } = await scan('', { 'app/schemas.py': schemas });
    expect(told).toEqual(marked);
  });
});

describe('tenants.config is found where a class mirrors the table', () => {
  const mirrors = `
from pydantic import BaseModel
from marshmallow import Schema, fields
class TenantUpdate(BaseModel):
    name: str | None = None
    config: dict | None = None  # ← likely
class TenantFilter(BaseModel):
    name: str
    config: dict
class PlanUpdate(BaseModel):
    title: str
    config: dict
class TenantOptions(BaseModel):
    config: dict
    depth: int
    colour: str
class TenantSchema(Schema):
    name = fields.String()
    config = fields.Dict()  # ← likely
class TenantDTO(Model):
    name = StringType(required=True)
    config = DictType()  # ← likely
class TenantState(BaseModel):
    config = load()
class TenantInput(graphene.InputObjectType):
    name = graphene.String()
    config = graphene.JSONString()  # ← likely
class PlanInput(graphene.InputObjectType):
    title = graphene.String()
    config = graphene.JSONString()
class TenantInfo:
    def __init__(self, name, config, session):
        self.name = name
        self.config = config  # ← likely
class PlanInfo:
    def __init__(self, title, config):
        self.title = title
        self.config = config
class PlanTenantsOut(BaseModel):
    id: int
    name: str
    config: dict  # ← likely
    plan_id: int
class Settings(BaseModel):
    id: int
    name: str
    config: dict  # ← likely
    plan_id: int
class Colours(BaseModel):
    id: int
    name: str
    config: dict
    depth: int
    shade: int
class UserOut(BaseModel):
    id: int
    name: str
    config: dict
    plan_id: int
class TenantSummaryOut(BaseModel):
    name: str
    config: dict
    until: str
    shade: str
`;
  it.each(
    Object.entries({
      'in its fields': '',
      'in what is read of it and what it is made from': `
def f(request: TenantUpdate, plan: PlanUpdate, filter: TenantFilter):
    print(request.config, plan.config)  # ← likely
    print(plan.config, filter.config)
    TenantUpdate(config={})  # ← likely
    PlanUpdate(config={})
    TenantFilter(config={})`,
    }),
  )('%s', async (_, code) => {
    const { told, marked } = await scan(`from app.schemas import PlanUpdate, TenantFilter, TenantUpdate\n${code}`, {
      'app/schemas.py': mirrors,
    });
    expect(told).toEqual(marked);
  });
});

describe('models are found through', () => {
  it.each(
    Object.entries({
      'a package that hands them on': {
        'app/db/__init__.py': 'from app.models import *\n',
        'app/code.py': 'from app.db import Tenant\ndef f(t: Tenant):\n    return t.config  # ← certain',
      },
      'a module': {
        'app/code.py': 'from app import models\ndef f(t: models.Tenant):\n    return t.config  # ← certain',
      },
      'an import by dots': {
        'app/code.py': 'import app.models\ndef f(t: app.models.Tenant):\n    return t.config  # ← certain',
      },
      'another name': {
        'app/code.py': 'from .models import Tenant as Row\ndef f(t: Row):\n    return t.config  # ← certain',
      },
      'a function of another file': {
        'app/crud.py': 'from app.models import Tenant\ndef load(id) -> Tenant: ...',
        'app/code.py': 'from app import crud\nprint(crud.load(1).config)  # ← certain',
      },
    }),
  )('%s', async (_, files) => {
    const { told, marked } = await scan('', files as Record<string, string>);
    expect(told).toEqual(marked);
  });

  it('but a class of that name from elsewhere is another', async () => {
    const files = {
      'app/schemas.py': 'class Tenant:\n    config: dict',
      'app/code.py': 'from app.schemas import Tenant\ndef f(t: Tenant):\n    return t.config',
    };
    expect((await scan('', files)).told).toEqual([]);
  });
});
