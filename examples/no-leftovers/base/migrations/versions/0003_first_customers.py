"""the first customers"""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.execute("INSERT INTO customers (id, email, name) VALUES (1, 'a@shop.example', 'Kim')")
    op.execute("INSERT INTO customers (id, email, name) VALUES (2, 'b@shop.example', 'Kim')")


def downgrade():
    op.execute("DELETE FROM customers")
