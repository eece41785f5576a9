import os

from alembic import context
from sqlalchemy import create_engine, pool

from models import metadata

connectable = context.config.attributes.get("connection")
if connectable is None:
    url = os.environ.get("DATABASE_URL", context.config.get_main_option("sqlalchemy.url"))
    connectable = create_engine(url, poolclass=pool.NullPool)


def run(connection):
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


if hasattr(connectable, "connect"):
    with connectable.connect() as opened:
        run(opened)
else:
    run(connectable)
