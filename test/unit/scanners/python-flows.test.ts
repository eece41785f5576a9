import { describe, expect, it } from '@jest/globals';
import { imports, scan } from './python-code.ts';

/** What code of services and repositories hands on, in the file that is searched and in another one. */
const ways: Readonly<Record<string, string>> = {
  'several rows side by side': `
def pairs(session):
    return session.query(Plan, Tenant).all()
def both() -> tuple[Plan, Tenant]: ...
def page() -> tuple[list[Tenant], int]: ...
def f(session):
    for p, t in session.query(Plan, Tenant).filter(Plan.id == 1).all():
        print(p.config, t.config)  # ← certain
    for a, b in pairs(session):
        print(a.config)
        print(b.config)  # ← certain
    c, d = both()
    print(c.config)
    print(d.config)  # ← certain
    found, total = page()
    print(found[0].config)  # ← certain
    print(total.config)
    row = session.execute(select(Plan, Tenant)).first()
    print(row.Plan.config, row[0].config)
    print(row.Tenant.config)  # ← certain
    return row[1].config  # ← certain`,
  'another name of a type': `
CurrentTenant = Annotated[Tenant, Depends(load)]
Tenants = list[Tenant]
CurrentPlan = Annotated[Plan, Depends(load)]
def f(one: CurrentTenant, plan: CurrentPlan, many: Tenants):
    print(plan.config)
    print(many[0].config)  # ← certain
    return one.config  # ← certain`,
  'what a route depends on': `
def current(session) -> Tenant: ...
def chosen(session) -> Plan: ...
def f(a=Depends(current), b=Depends(chosen)):
    print(b.config)
    return a.config  # ← certain`,
  'what a method gives back that it is called on': `
class Kept:
    @classmethod
    def find(cls: type[T], id: int) -> T | None: ...
    def again(self) -> "Self": ...
class Member(Tenant, Kept): ...
class Offer(Plan, Kept): ...
print(Offer.find(1).again().config)
print(Member.find(1).config)  # ← certain
print(Member.find(1).again().config)  # ← certain`,
  'what a method of the class of all models gives': `
class Kept:
    @classmethod
    def find(cls, id) -> "Self": ...
Own = declarative_base(cls=Kept)
Other = declarative_base()
class Member(Own):
    __tablename__ = "tenants"
    id = Column(Integer)
class Stray(Other):
    __tablename__ = "tenants"
    id = Column(Integer)
print(Stray.find(1).config)
print(Member.find(1).config)  # ← certain`,
  'a repository of one model': `
class Repository(Generic[Row]):
    model: type[Row]
    def get(self, id) -> Row | None: ...
    def all(self) -> list[Row]: ...
    def first(self):
        return self.session.query(self.model).first()
class Tenants(Repository[Tenant]): ...
class Plans(Repository[Plan]): ...
class Rows(Repository):
    model = Tenant
def f(one: Tenants, two: Plans, three: Rows):
    print(two.get(1).config, two.all()[0].config)
    print(one.get(1).config)  # ← certain
    for each in one.all():
        print(each.config)  # ← certain
    print(three.first().config)  # ← certain`,
  'a service that hands on what a repository gives': `
class TenantStore:
    def find(self, id) -> Tenant: ...
    def plan(self, id) -> Plan: ...
class Service:
    def __init__(self, store: TenantStore, plans=None):
        self.store = store
    def load(self, id):
        return self.store.find(id)
    def offer(self, id):
        found = self.store.plan(id)
        return found
def make(id):
    service = Service(TenantStore())
    return service.load(id)
def f(s: Service):
    print(s.offer(1).config)
    print(make(1).config)  # ← certain
    return s.load(1).config  # ← certain`,
  'columns that are handed to a function that is called by the rows': `
make_tenant(name="a", config=1)  # ← likely
make_colour(name="a", config=1)
make_tenant(colour="a", depth=2, config=1)
make_tenant(config=1)`,
  'a statement that another function makes': `
def tenants(session):
    query = session.query(Tenant).join(Plan)
    query = query.filter(Plan.id == 1)
    return query
def plans():
    return select(Plan)
def columns(session):
    return session.query(Tenant).join(Plan).with_entities(Tenant.config, Plan.config.label("other")).all()  # ← certain
def one(session):
    return session.execute(select(Tenant.id, Tenant.config.label("setting"))).first()  # ← certain
def f(session):
    for plan in session.scalars(plans()):
        print(plan.config)
    for each in tenants(session).filter_by(config=1):  # ← certain
        print(each.config)  # ← certain
    for pair in columns(session):
        print(pair.other)
        print(pair.config)  # ← certain
    return one(session).config`,
  'what is handed to a function that makes the column of it': `
def create_tenant_row(session, config=None):
    return Tenant(config=config)  # ← certain
def create_plan_row(session, config=None):
    return Plan(config=config)
def helper(config):
    return create_tenant_row(1, config=config)  # ← likely
class Store:
    def keep(self, tenant, config):
        tenant.config = config  # ← likely
    def drop(self, tenant, config):
        log(config)
    def all(self, config=None):
        return session.query(Tenant).filter(Tenant.config == config)  # ← certain
    def no(self, config=None):
        return session.query(Tenant).filter(Tenant.name == config)
create_tenant_row(1, config={})  # ← likely
Store().all(config={})  # ← likely
Store().no(config={})
create_plan_row(1, config={})
helper(config={})  # ← likely
Store().keep(one, config={})  # ← likely
Store().drop(one, config={})`,
  'rows of raw SQL': `
def f(session):
    sql = "SELECT id, config FROM tenants"  # ← certain
    found = session.execute(text(sql))
    for row in found:
        print(row["config"], row["plan"])  # ← likely
    for row in session.execute(text("SELECT id, config FROM plans")):
        print(row["config"], row.config)
    one = session.execute("SELECT config FROM tenants").fetchone()  # ← certain
    return one.config  # ← likely`,
  'the key of a sort by its name': `
def f(rows: list[Tenant], plans: list[Plan]):
    sorted(rows, key=operator.attrgetter("config"))  # ← certain
    sorted(plans, key=attrgetter("config"))
    plans.sort(key=attrgetter("config"))
    rows.sort(key=attrgetter("config"))  # ← certain`,
  'an attribute that wraps the one of the column': `
class Member(Base):
    __tablename__ = "tenants"
    id = Column(Integer)
    _config = Column(  # ← certain
        "config",  # ← certain
        JSON,
        comment("config"),
    )
    config = guarded(StateManager("_config", choices))  # ← certain
    state = guarded(StateManager("_config", choices), read=True)
    other = guarded(StateManager("id", choices))
    label = describe("_other")
def f(member: Member):
    print(Member.other, member.label)
    print(member.state.is_set)  # ← certain
    return session.query(Member).filter(Member.state.PAST)  # ← certain`,
  'what rows have from a mixin': `
class Kept:
    config = Column(JSON)  # ← certain
    def keep(self):
        self.config = 1  # ← certain
    @declared_attr
    def other(cls):
        return relationship("User", foreign_keys=[cls.config])  # ← certain
class Dated:
    config = Column(JSON)
    def keep(self):
        self.config = 1
class Member(Kept, Base):
    __tablename__ = "tenants"
    id = Column(Integer)
class Offer(Dated, Base):
    __tablename__ = "plans"
    id = Column(Integer)`,
  'rows of a table whose name has a version': `
class TenantV2(Base):
    __tablename__ = "tenants_v2"
    id = Column(Integer)
class UserV2(Tenant):
    pass
def f(user, tenant, tenant_v2, user_v2):
    print(tenant_v2.config, user.config)
    print(tenant.config)  # ← likely
    return user_v2.config  # ← likely`,
  'what leads back by the name that the other side gives': `
class Owner(Base):
    __tablename__ = "owners"
    id = Column(Integer)
    tenant = Column(Integer)
    rows = relationship(Tenant, backref="keeper")
class Site(Base):
    __tablename__ = "sites"
    id = Column(Integer)
class Use(Tenant):
    site = relationship("Site", backref=backref("use", uselist=False))
def f(site: Site, tenant: Tenant):
    print(tenant.keeper.config, site.unused.config)
    return site.use.config  # ← certain`,
  'a filter of what a query was joined with last': `
session.query(Plan).join(Tenant).filter_by(config=1)  # ← certain
session.query(Tenant).join(Plan, Plan.id == Tenant.plan_id).filter_by(config=1)
session.query(Tenant).join(Plan.tenants).filter_by(config=1)  # ← certain`,
  'the fields of a row by their names': `
class TenantIn(BaseModel):
    name: str
    config: dict  # ← likely
class PlanIn(BaseModel):
    title: str
    config: dict
class TenantSchema(Schema):
    name = fields.String()
    config = fields.Dict()  # ← likely
class PlanSchema(Schema):
    title = fields.String()
    config = fields.Dict()
def f(a: TenantIn, b: PlanIn, c: Tenant):
    values = a.model_dump(exclude_unset=True)
    print(values["config"])  # ← likely
    print(b.model_dump()["config"])
    print(TenantSchema(many=True).dump(rows)[0]["config"], PlanSchema().load(body)["config"])  # ← likely
    print(PlanSchema().load(body)["config"])
    return c.to_dict().get("config")  # ← likely`,
};

describe('tenants.config is found in', () => {
  it.each(Object.entries(ways))('%s', async (_, code) => {
    const result = await scan(imports + code);
    expect(result.marked.length).toBeGreaterThan(0);
    expect(result.told).toEqual(result.marked);
  });

  it('what a service of another file gives', async () => {
    const files = {
      'app/service.py': `
from app.models import Plan, Tenant
class Store:
    def find(self, id) -> Tenant: ...
    def plan(self, id) -> Plan: ...
class Service:
    def __init__(self):
        self.store = Store()
    def load(self, id):
        return self.store.find(id)
    def offer(self, id):
        return self.store.plan(id)
def make() -> Service: ...`,
      'app/code.py': `
from app import service
x = service.make().load(1)
print(x.config)  # ← certain
print(service.make().offer(1).config)`,
    };
    const { told, marked } = await scan('', files);
    expect(told).toEqual(marked);
  });

  it('what an address answers that another file writes', async () => {
    const files = {
      'app/urls.py': 'PREFIX = "/api"\nTENANTS = "/tenants"\nPLANS = "/plans"\n',
      'app/code.py': `
from app.urls import PLANS, PREFIX, TENANTS
def test_it(client):
    assert client.get(PREFIX + PLANS).json()["config"]
    assert client.get(f"{PREFIX}{PLANS}").json()["config"]
    assert client.get(PREFIX + TENANTS).json()["config"]  # ← likely
    assert client.get(f"{PREFIX}{TENANTS}").json()["config"]  # ← likely`,
    };
    const { told, marked } = await scan('', files);
    expect(told).toEqual(marked);
  });

  it('a package and its modules that import all of each other', async () => {
    const modules = Array.from({ length: 30 }, (_, index) => `part${index}`);
    const files = {
      ...Object.fromEntries(modules.map((name) => [`app/parts/${name}.py`, 'from . import db, outside\n'])),
      'app/parts/__init__.py': `${modules.map((name) => `from .${name} import *\n`).join('')}from .last import *\n`,
      'app/parts/last.py': 'from app.models import Plan, Tenant\n',
      'app/code.py': `
from app.parts import Plan, Tenant, db, outside
class Own(db.Model):
    config = outside.Column()
def f(session, own: Own, plan: Plan):
    print(own.config, plan.config, outside.Thing().config)
    return session.get(Tenant, 1).config  # ← certain`,
    };
    const { told, marked } = await scan('', files);
    expect(told).toEqual(marked);
  });
});
