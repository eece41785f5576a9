"""open orders have no total yet"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    with op.batch_alter_table("orders") as batch:
        batch.alter_column("total", nullable=True, existing_type=sa.Numeric(10, 2))


def downgrade():
    with op.batch_alter_table("orders") as batch:
        batch.alter_column("total", nullable=False, existing_type=sa.Numeric(10, 2))
