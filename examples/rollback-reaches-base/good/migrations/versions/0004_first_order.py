"""every customer starts with an open order"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    op.execute("INSERT INTO customers (email) SELECT 'house@shop.example' WHERE NOT EXISTS (SELECT 1 FROM customers)")
    op.execute("INSERT INTO orders (customer_id, status) SELECT id, 'open' FROM customers")


def downgrade():
    op.execute("DELETE FROM orders WHERE total IS NULL")
