import { expect, it } from '@jest/globals';
import { imports, scan } from './python-code.ts';

/** What pytest gives tests for their parameters: by the fixtures of the file and of the `conftest.py` nearest to it. */
const shared = `
import pytest
from app.models import Plan, Tenant
@pytest.fixture
def make_tenant(session):
    def _make_tenant(config=None, **more):
        return Tenant(config=config or {}, **more)  # ← certain
    return _make_tenant
@pytest.fixture
def make_plan(session):
    def _make_plan(config=None):
        return Plan(config=config or {})
    return _make_plan
@pytest.fixture
async def any_tenant(session):
    async def _any(**values):
        made = Tenant(**values)
        return made
    return _any
@pytest.fixture
async def any_plan(session):
    async def _any(**values):
        return Plan(**values)
    return _any
@pytest.fixture
def one(session) -> Generator[Tenant, None, None]:
    yield Tenant()
@pytest.fixture
def another(session):
    made = Plan()
    yield made
@pytest.fixture(name="renamed")
def _renamed(session):
    yield Tenant()
`;

it.each<[string, Readonly<Record<string, string>>]>([
  [
    'factories and rows of a conftest.py above',
    {
      'tests/conftest.py': shared,
      'tests/api/test_a.py': `
def test_it(make_tenant, make_plan, any_tenant, any_plan, one, another, renamed):
    x = make_tenant(config=1)  # ← likely
    make_plan(config=1)
    any_tenant(config=1)  # ← likely
    any_plan(config=1)
    print(another.config)
    print(x.config, one.config)  # ← certain
    return renamed.config  # ← certain
def helper(one):
    return one.config
`,
    },
  ],
  [
    'the nearest one',
    {
      'tests/conftest.py': shared,
      'tests/api/conftest.py': `
import pytest
from app.models import Plan
@pytest.fixture
def one():
    return Plan()
`,
      'tests/api/test_a.py': 'def test_it(one):\n    return one.config\n',
      'tests/test_b.py': 'def test_it(one):\n    return one.config  # ← certain\n',
    },
  ],
  [
    'what the annotation says',
    {
      'tests/test_a.py': `${imports}
def f(make: Callable[..., Tenant], plan: Callable[..., Plan], found: Callable[[int], Awaitable[Tenant]]):
    print(plan(1).config)
    print(make(1).config)  # ← certain
    return found(1).config  # ← certain
`,
    },
  ],
  [
    'a class that makes the column of what it is given',
    {
      'tests/test_a.py': `${imports}
class Given:
    def __init__(self, config):
        self.one = Tenant(config=config)  # ← certain
class Offered:
    def __init__(self, config):
        self.one = Plan(config=config)
Given(config=1)  # ← likely
Offered(config=1)
`,
    },
  ],
])('%s', async (_, files) => {
  const { told, marked } = await scan('', files);
  expect(marked.length).toBeGreaterThan(0);
  expect(told).toEqual(marked);
});
