import os
from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine, pool

from shop.models import Base

config = context.config  # see alembic.ini
fileConfig(config.config_file_name)

engine = create_engine(
    os.environ.get("DATABASE_URL", config.get_main_option("sqlalchemy.url")),
    poolclass=pool.NullPool,
)

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()
