"""Refuses every connection but those to the scratch database and to what the user allowed.

A net under the redirect, not a sandbox: it catches what goes around `create_engine` by accident.
"""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from typing import Any

from .collected import Collected
from .places import Place, Places
from .sqlite_names import opened_file, written_path
from .target import Targets

_LOCAL = {"localhost", "127.0.0.1", "::1"}
# Where the system's own log is written, and nothing is asked.
_HARMLESS_SOCKETS = {"/dev/log", "/run/systemd/journal/socket", "/run/systemd/journal/dev-log"}
_DATABASE_CLIENTS = {
    "asyncpg", "pg8000", "psycopg", "psycopg2", "psycopg2cffi", "pymysql", "aiomysql", "asyncmy", "mysql", "MySQLdb",
    "oracledb", "pymssql", "pytds", "clickhouse_connect", "clickhouse_driver", "pymongo", "cassandra",
}  # fmt: skip


class Refused(ConnectionRefusedError):
    """A connection that the gate does not allow. Code that copes with an absent server copes with this."""

    def __init__(self, kind: str, target: str, place: Place | None) -> None:
        super().__init__(f"migration-gate refused a connection to {target}")
        self.kind = kind
        self.target = target
        self.place = place


class Guard:
    """Decides about addresses, databases and files; remembers what it refused."""

    def __init__(self, targets: Targets, allowed: list[str], places: Places, collected: Collected) -> None:
        target = targets.own
        self._target = target
        self._databases = {each.database for each in targets.all}
        self._files = {os.path.realpath(each.database) for each in targets.all if each.backend == "sqlite"}
        self._places = places
        self._collected = collected
        self._names: dict[str, str] = {}
        self._addresses = {address for entry in allowed for address in _addresses(*_split(entry))}
        if target.backend == "postgresql" and not self._is_unix():
            self._addresses |= _addresses(target.host or "", target.port or 5432)

    def install(self) -> None:
        self._remember_names()
        sys.addaudithook(self._audit)

    def check_database(self, host: Any, port: Any, database: Any) -> None:
        """A driver is about to connect by itself. @raises Refused"""
        if (
            self._target.backend != "postgresql"
            or not self._same_host(str(host or ""))
            or str(port or 5432) != str(self._target.port or 5432)
            or database not in self._databases
        ):
            self.refuse("database", f"postgresql://{host or ''}:{port or 5432}/{database or ''}")

    def allows_file(self, path: str) -> bool:
        """Whether a SQLite file may be opened: a scratch database and none at all."""
        file = opened_file(path)
        return file is None or file in self._files

    def attaches(self, file: str | None) -> bool:
        """Whether a SQLite file may be attached; None where the statement computes its name or takes it as a parameter."""
        if file is not None and self.allows_file(file):
            return True
        with suppress(Refused):
            self.refuse("database", "a file that ATTACH does not name as text" if file is None else written_path(file))
        return False

    def refuse(self, kind: str, target: str) -> None:
        """@raises Refused always"""
        place = self._places.of_stack(sys._getframe(1))
        self._collected.refusal(kind, target, place)
        raise Refused(kind, target, place)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            self._check_socket(arguments[1])
        elif event == "sqlite3.connect":
            path = os.fsdecode(arguments[0])
            if not self.allows_file(path):
                self.refuse("database", written_path(path))

    def _check_socket(self, address: Any) -> None:
        if isinstance(address, (str, bytes)):
            path = os.fsdecode(address)
            if path not in _HARMLESS_SOCKETS and not (self._is_unix() and path.startswith(f"{self._target.host}/")):
                self.refuse("database" if ".s.PGSQL." in path else "socket", path)
        elif isinstance(address, tuple) and len(address) >= 2 and isinstance(address[0], str):
            host, port = address[0], address[1]
            if (host, port) not in self._addresses:
                named = self._names.get(host, host)
                self.refuse("database" if _is_database_client() else "socket", f"{named}:{port}")

    def _is_unix(self) -> bool:
        return (self._target.host or "").startswith("/")

    def _same_host(self, host: str) -> bool:
        ours = self._target.host or ""
        return host == ours or (host in _LOCAL and ours in _LOCAL)

    def _remember_names(self) -> None:
        """An address alone would mean little to the reader of a refusal."""
        real = socket.getaddrinfo

        def getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
            found = real(host, *arguments, **named)
            if isinstance(host, str):
                for entry in found:
                    self._names.setdefault(str(entry[4][0]), host)
            return found

        socket.getaddrinfo = getaddrinfo


def _split(entry: str) -> tuple[str, int]:
    host, _, port = entry.rpartition(":")
    return host.strip("[]"), int(port)


def _addresses(host: str, port: int) -> set[tuple[str, int]]:
    """The name itself and every address it stands for; a name that cannot be resolved stands for itself."""
    found = {(host, port)}
    if host in _LOCAL:
        return found | {(local, port) for local in _LOCAL}
    try:
        found.update((str(entry[4][0]), port) for entry in _getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except OSError:
        return found
    return found


_getaddrinfo = socket.getaddrinfo


def _is_database_client() -> bool:
    frame = sys._getframe(1)
    while frame is not None:
        if str(frame.f_globals.get("__name__")).partition(".")[0] in _DATABASE_CLIENTS:
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False
