"""Puts the guard in front of drivers that connect in C, or whose address alone does not tell the database."""

from __future__ import annotations

import os
import sqlite3
from types import ModuleType
from typing import Any

from .after_import import after_import
from .guard import Guard

# Where `sqlite3.connect` takes the class of the connection by position.
_SQLITE_FACTORY = 5


def install(guard: Guard) -> None:
    """Each driver is guarded once somebody imports it."""
    after_import("psycopg2", lambda module: _guard_psycopg2(module, guard))
    after_import("psycopg.generators", lambda module: _guard_psycopg(module, guard))
    after_import("asyncpg.connect_utils", lambda module: _guard_asyncpg(module, guard))
    after_import("pg8000.core", lambda module: _guard_pg8000(module, guard))
    _guard_sqlite(guard)


def _check(guard: Guard, given: dict[str, Any]) -> None:
    """`given` are libpq's keywords; what is missing libpq takes from the environment."""
    environment = os.environ.get
    address = given.get("hostaddr") or environment("PGHOSTADDR")
    host = address or given.get("host") or environment("PGHOST")
    service = given.get("service") or environment("PGSERVICE")
    guard.check_database(
        f"service={service}" if service else host,
        given.get("port") or environment("PGPORT"),
        given.get("dbname") or environment("PGDATABASE") or given.get("user"),
    )


def _guard_psycopg2(module: ModuleType, guard: Guard) -> None:
    # `psycopg2.connect`, and `from psycopg2 import connect` too, both end here.
    real = module._connect

    def _connect(dsn: str, *arguments: Any, **named: Any) -> Any:
        _check(guard, module.extensions.parse_dsn(dsn))
        return real(dsn, *arguments, **named)

    module._connect = _connect  # type: ignore[attr-defined]


def _guard_psycopg(module: ModuleType, guard: Guard) -> None:
    # Every way to connect, sync and async, goes through this generator.
    real = module.connect

    def connect(conninfo: str, *arguments: Any, **named: Any) -> Any:
        from psycopg.conninfo import conninfo_to_dict

        _check(guard, conninfo_to_dict(conninfo))
        return real(conninfo, *arguments, **named)

    module.connect = connect  # type: ignore[attr-defined]


def _guard_asyncpg(module: ModuleType, guard: Guard) -> None:
    real = module._connect_addr

    async def _connect_addr(*arguments: Any, addr: Any, params: Any, **named: Any) -> Any:
        host, port = addr if isinstance(addr, tuple) else _split_socket(addr)
        guard.check_database(host, port, params.database)
        return await real(*arguments, addr=addr, params=params, **named)

    module._connect_addr = _connect_addr  # type: ignore[attr-defined]


def _split_socket(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder, name.rpartition(".")[2]


def _guard_pg8000(module: ModuleType, guard: Guard) -> None:
    real = module.CoreConnection.__init__

    def __init__(connection: Any, user: Any, *arguments: Any, **named: Any) -> None:
        positional = dict(zip(("host", "database", "port"), arguments, strict=False))
        given = {**positional, **named}
        socket = given.get("unix_sock")
        host, port = _split_socket(socket) if socket else (given.get("host") or "localhost", given.get("port"))
        guard.check_database(host, port, given.get("database") or user)
        real(connection, user, *arguments, **named)

    module.CoreConnection.__init__ = __init__


def _guard_sqlite(guard: Guard) -> None:
    # Opening a file is seen by the audit hook; another file attached to an open one only by an authorizer.
    real = sqlite3.connect

    def authorize(action: int, file: str | None, *_: str | None) -> int:
        return sqlite3.SQLITE_OK if action != sqlite3.SQLITE_ATTACH or guard.attaches(file) else sqlite3.SQLITE_DENY

    class Connection(sqlite3.Connection):
        """For programs that make one without `connect`."""

        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self.set_authorizer(authorize)

    def connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        if len(arguments) <= _SQLITE_FACTORY:
            named.setdefault("factory", Connection)
        connection: sqlite3.Connection = real(*arguments, **named)
        connection.set_authorizer(authorize)
        return connection

    for module in (sqlite3, sqlite3.dbapi2):
        module.connect = connect  # type: ignore[attr-defined]
        module.Connection = Connection  # type: ignore[attr-defined]
