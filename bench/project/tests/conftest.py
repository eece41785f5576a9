"""pytest-alembic on an empty database of its own for each of its tests."""

import os

import pytest
import sqlalchemy as sa


@pytest.fixture
def alembic_engine():
    url = sa.engine.make_url(os.environ["DATABASE_URL"])
    if url.get_backend_name() == "sqlite":
        if os.path.exists(url.database):
            os.unlink(url.database)
    else:
        admin = sa.create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{url.database}"')
            connection.exec_driver_sql(f'CREATE DATABASE "{url.database}"')
        admin.dispose()
    engine = sa.create_engine(url)
    yield engine
    engine.dispose()
