"""order note, and orders begin as new"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    with op.batch_alter_table("orders") as batch:
        batch.add_column(sa.Column("note", sa.Text))
        batch.alter_column("status", server_default="new", existing_type=sa.String(20), existing_nullable=False)


def downgrade():
    with op.batch_alter_table("orders") as batch:
        batch.drop_column("note")
