"""order note"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("orders", sa.Column("note", sa.Text))


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.drop_column("orders", "note")
