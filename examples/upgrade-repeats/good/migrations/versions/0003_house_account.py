"""an account for the house"""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.execute("INSERT INTO customers (id, email, name) VALUES (1, 'house@shop.example', 'the house')")


def downgrade():
    op.execute("DELETE FROM customers WHERE email = 'house@shop.example'")
