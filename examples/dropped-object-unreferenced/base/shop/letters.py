from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shop.customers import Customer


def greetings(session: Session) -> list[str]:
    return [f"Dear {customer.name}" for customer in session.scalars(select(Customer))]


def count_named(session: Session) -> int:
    return session.execute(text("SELECT count(*) FROM customers WHERE name IS NOT NULL")).scalar_one()


def signature(author) -> str:
    return author.name
