"""Every engine of the project is made for the scratch database, whatever URL it was asked for.

Sits where engines are made, because only there the backend can still be another one. Installed before project code
is imported.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import URL, Engine, create, make_url

from . import libpq_variables
from .after_import import after_import
from .collected import Collected
from .engine_arguments import adapted, driver_of
from .open_connections import OpenConnections
from .places import Places
from .raw_cursors import RawCursors
from .target import Targets

_ASYNC_DRIVERS = {"asyncpg", "aiosqlite", "aiomysql", "asyncmy", "psycopg_async", "aioodbc", "oracledb_async"}


class Redirect:
    """Wraps `create_engine` in every place that holds it."""

    def __init__(
        self, targets: Targets, application: str, places: Places, collected: Collected, raw_cursors: RawCursors
    ) -> None:
        self._targets = targets
        self._application = application
        self._places = places
        self._collected = collected
        self._raw_cursors = raw_cursors
        self._open = OpenConnections()
        self._engines: WeakSet[Engine] = WeakSet()
        self._asked: WeakKeyDictionary[Any, str] = WeakKeyDictionary()

    def install(self) -> None:
        real = create.create_engine
        wrapped = self._wrap(real, is_async=False)
        for module in [module for name, module in sys.modules.items() if name.partition(".")[0] == "sqlalchemy"]:
            if getattr(module, "create_engine", None) is real:
                vars(module)["create_engine"] = wrapped
        # SQLAlchemy 1.4 does not say in the arguments that the engine is an async one.
        for_async = self._wrap(real, is_async=True)
        after_import("sqlalchemy.ext.asyncio.engine", lambda module: setattr(module, "_create_engine", for_async))
        event.listen(Engine, "do_connect", self._connect)
        self._open.install()

    def dispose(self) -> None:
        """Close every engine and what was never given back, so that the next movement starts on fresh connections."""
        for engine in list(self._engines):
            engine.dispose()
        self._open.close_all()

    def asked(self, dialect: Any) -> str | None:
        """Which database the project asked for when it made this dialect's engine; None if it did not."""
        return self._asked.get(dialect)

    def _wrap(self, real: Callable[..., Engine], is_async: bool) -> Callable[..., Engine]:
        @functools.wraps(real)
        def create_engine(url: Any = None, *arguments: Any, **named: Any) -> Engine:
            if named.get("strategy") == "mock":
                return real(url, *arguments, **named)
            return self._create(real, url, named, is_async)

        return create_engine

    def _create(self, real: Callable[..., Engine], url: Any, named: dict[str, Any], is_async: bool) -> Engine:
        was = _parsed(url)
        asked_async = is_async or bool(named.get("_is_async")) or _names_async_driver(was)
        asked = self._targets.asked(was, url)
        target = self._targets.of(asked).url(driver_of(was), asked_async)
        redirected, kept = adapted(named, was, target, self._application)
        engine = real(redirected, **kept)
        self._engines.add(engine)
        self._asked[engine.dialect] = asked
        if asked != "":
            shown = asked if was is None else _shown(was)
            what = (
                f"an engine for {shown} was asked for and made for the scratch database instead ({target.drivername})"
            )
            self._collected.note(what, self._places.of_stack(sys._getframe(1)))
        return engine

    def _connect(self, dialect: Any, _record: Any, positional: list[Any], named: dict[str, Any]) -> Any:
        """Connect here and now: the project's own listeners, which fetch a token or another host, come after."""
        if dialect not in self._asked:
            named.clear()
            positional.clear()
            url = self._targets.own.url(dialect.driver, bool(dialect.is_async))
            arguments, options = dialect.create_connect_args(url)
            positional.extend(arguments)
            named.update(options)
        self._raw_cursors.prepare(dialect.driver, bool(dialect.is_async), named)
        with libpq_variables.set_aside():
            return dialect.connect(*positional, **named)


def _parsed(url: Any) -> URL | None:
    """None for what is no URL: a setting that is not there, `postgresql://None:None@None:None/None`."""
    try:
        return make_url(url)
    except (sqlalchemy.exc.ArgumentError, ValueError, AttributeError, TypeError):
        return None


def _names_async_driver(url: URL | None) -> bool:
    return url is not None and url.drivername.partition("+")[2] in _ASYNC_DRIVERS


def _shown(url: URL) -> str:
    """Without password and query, which may hold another."""
    return str(url.set(query={}).render_as_string(hide_password=True))
