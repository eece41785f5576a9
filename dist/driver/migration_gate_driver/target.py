"""The scratch database, as a URL of whatever driver is at hand."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

# SQLAlchemy's name of a driver, the module that must be importable, and what to install. Best first.
_SYNC = {
    "postgresql": [
        ("psycopg2", "psycopg2", "psycopg2-binary"),
        ("psycopg", "psycopg", "psycopg[binary]"),
        ("pg8000", "pg8000", "pg8000"),
    ],
    "sqlite": [("pysqlite", "sqlite3", "")],
}
_ASYNC = {
    "postgresql": [("asyncpg", "asyncpg", "asyncpg"), ("psycopg", "psycopg", "psycopg[binary]")],
    "sqlite": [("aiosqlite", "aiosqlite", "aiosqlite")],
}


class NoDriver(ImportError):
    """No driver for the scratch database is installed. `packages` are what pip could install."""

    def __init__(self, backend: str, is_async: bool, packages: list[str]) -> None:
        self.packages = packages
        kind = "an async" if is_async else "a"
        super().__init__(
            f"the project makes {kind} engine, and no {kind.split()[-1]} driver for {backend} is installed"
        )


@dataclass(frozen=True)
class Target:
    """Where an engine is pointed. For SQLite only `database`, a path, is set."""

    backend: str
    database: str
    host: str | None = None
    port: int | None = None
    user: str | None = None
    password: str | None = None

    @staticmethod
    def from_request(target: dict[str, Any]) -> Target:
        if target["engine"] == "sqlite":
            return Target("sqlite", target["path"])
        names = ("database", "host", "port", "user", "password")
        return Target("postgresql", **{name: target[name] for name in names})

    def url(self, wanted: str | None, is_async: bool) -> URL:
        """For the driver that was asked for, where it is of this backend and can be imported, else the best."""
        known = (_ASYNC if is_async else _SYNC)[self.backend]
        asked_first = sorted(known, key=lambda driver: driver[0] != wanted)  # stable: best first otherwise
        for driver, module, _ in asked_first:
            if _usable(module, f"{self.backend}+{driver}"):
                return self._url_of(driver)
        raise NoDriver(self.backend, is_async, [package for _, _, package in asked_first])

    def _url_of(self, driver: str) -> URL:
        drivername, password = f"{self.backend}+{driver}", self.password or None
        if driver == "pg8000" and (self.host or "").startswith("/"):
            # It takes no folder for a host.
            socket = f"{self.host}/.s.PGSQL.{self.port}"
            return URL.create(drivername, self.user, password, database=self.database, query={"unix_sock": socket})
        return URL.create(drivername, self.user, password, self.host, self.port, self.database)


@dataclass(frozen=True)
class Targets:
    """The scratch database for every engine, and those for further databases that the project migrates in one run.

    All lie on one server. `others` goes by what the project asks for, as `asked` names it.
    """

    own: Target
    others: dict[str, Target]

    @staticmethod
    def from_request(request: dict[str, Any]) -> Targets:
        others = {asked: Target.from_request(target) for asked, target in request["others"].items()}
        return Targets(Target.from_request(request["target"]), others)

    @property
    def all(self) -> list[Target]:
        return [self.own, *self.others.values()]

    def of(self, asked: str) -> Target:
        """The scratch database that stands for what was asked for."""
        return self.others.get(asked, self.own)

    def asked(self, url: URL | None, given: Any) -> str:
        """Which database a URL names, whatever the driver, user and options; '' for the scratch database itself.

        What is no URL is named by what it is.
        """
        if url is None:
            return repr(given) if given is None or given == "" else "something that is no database URL"
        backend, host, port, database = _place_of(url)
        # An engine may be made from the URL of another one, which leads to a scratch database by then.
        for asked, target in {"": self.own, **self.others}.items():
            if (backend, host, port, database) == (target.backend, target.host, target.port, target.database):
                return asked
        return str(URL.create(backend, host=host, port=port, database=database).render_as_string())


def _place_of(url: URL) -> tuple[str, str | None, int | None, str | None]:
    """A Unix socket's folder may stand in the query."""
    host, port = url.host or url.query.get("host"), url.port or url.query.get("port")
    return url.get_backend_name(), str(host) if host else None, int(str(port)) if port else None, url.database


def _usable(module: str, drivername: str) -> bool:
    try:
        importlib.import_module(module)
        make_url(f"{drivername}://").get_dialect()
    except (ImportError, SQLAlchemyError):
        return False
    return True
