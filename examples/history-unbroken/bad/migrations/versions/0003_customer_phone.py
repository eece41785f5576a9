"""customer phone"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0020"


def upgrade():
    op.add_column("customers", sa.Column("phone", sa.String(40)))


def downgrade():
    with op.batch_alter_table("customers") as batch:
        batch.drop_column("phone")
