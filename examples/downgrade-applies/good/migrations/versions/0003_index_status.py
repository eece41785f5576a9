"""index the order status"""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.create_index("ix_orders_status", "orders", ["status"])


def downgrade():
    op.drop_index("ix_orders_status", table_name="orders")
