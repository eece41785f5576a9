"""index the name"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("ix_customers_name", "customers", ["name"], postgresql_concurrently=True)


def downgrade():
    op.drop_index("ix_customers_name", table_name="customers", if_exists=True)
