"""Moves one database along an Alembic history, through the project's own env.py, and says what happened."""
