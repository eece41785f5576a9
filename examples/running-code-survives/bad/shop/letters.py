from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.customers import Customer


def greetings(session: Session) -> list[str]:
    return [f"Dear {customer.email}" for customer in session.scalars(select(Customer))]


def signature(author) -> str:
    return author.name
