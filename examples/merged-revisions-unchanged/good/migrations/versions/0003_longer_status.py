"""longer order status"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    with op.batch_alter_table("orders") as batch:
        batch.alter_column("status", type_=sa.String(30), existing_type=sa.String(20), existing_nullable=False)


def downgrade():
    with op.batch_alter_table("orders") as batch:
        batch.alter_column("status", type_=sa.String(20), existing_type=sa.String(30), existing_nullable=False)
