"""Which arguments of an engine survive when it is made for the scratch database instead."""

from __future__ import annotations

import shlex
from typing import Any

from sqlalchemy import pool
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

# What says where to connect, how to pool, or how to get around either.
_NEVER = {
    "connect_args", "creator", "async_creator", "module", "pool", "poolclass", "echo_pool", "events", "strategy",
    "pool_size", "max_overflow", "pool_timeout", "pool_recycle", "pool_pre_ping", "pool_use_lifo",
    "pool_reset_on_return", "pool_logging_name", "pool_threadlocal",
}  # fmt: skip
# What every backend understands.
_ALWAYS = {
    "echo", "execution_options", "future", "hide_parameters", "label_length", "logging_name", "query_cache_size",
    "json_serializer", "json_deserializer", "enable_from_linting", "plugins", "skip_autocommit_rollback",
    "insertmanyvalues_page_size", "use_insertmanyvalues", "_is_async", "_coerce_config", "_initialize",
}  # fmt: skip
_SHARED_ISOLATION_LEVELS = {"SERIALIZABLE", "READ UNCOMMITTED", "AUTOCOMMIT"}

# What is part of how the project talks to its database, not of where that is. By driver.
_SQLITE = {
    "check_same_thread",
    "timeout",
    "detect_types",
    "isolation_level",
    "cached_statements",
    "autocommit",
    "factory",
}
_LIBPQ = {"options", "client_encoding", "cursor_factory"}
_CONNECT = {
    "pysqlite": _SQLITE,
    "aiosqlite": _SQLITE,
    "psycopg2": _LIBPQ | {"connection_factory"},
    "psycopg": _LIBPQ | {"autocommit", "prepare_threshold", "row_factory", "context"},
    "pg8000": set(),
    "asyncpg": {
        "server_settings", "statement_cache_size", "max_cached_statement_lifetime", "max_cacheable_statement_size",
        "command_timeout", "prepared_statement_cache_size", "prepared_statement_name_func",
        "connection_class", "record_class",
    },
}  # fmt: skip


def adapted(arguments: dict[str, Any], was: URL | None, target: URL, application: str) -> tuple[URL, dict[str, Any]]:
    """The target's URL and the engine's arguments, kept as far as they carry meaning there.

    `was` is what the project asked for, None when that was no URL at all.
    """
    same_backend = was is not None and was.get_backend_name() == target.get_backend_name()
    driver = target.get_dialect().driver
    same_driver = same_backend and driver_of(was) == driver
    kept = {
        name: value
        for name, value in arguments.items()
        if name in _ALWAYS
        or (same_driver and name not in _NEVER)
        or (name == "isolation_level" and _shared(value, same_backend))
    }
    asked = (
        {**(dict(was.query) if was is not None else {}), **(arguments.get("connect_args") or {})}
        if same_backend
        else {}
    )
    connect = {name: value for name, value in asked.items() if name in _CONNECT.get(driver, ())}
    if target.get_backend_name() == "postgresql":
        _session(connect, asked, driver, application)
    # As a query, the dialect itself turns text into the type that the driver wants.
    query = {name: value for name, value in connect.items() if isinstance(value, (str, tuple)) and name != "options"}
    connect = {name: value for name, value in connect.items() if name not in query}
    return target.update_query_dict(query), {**kept, "connect_args": connect, "poolclass": pool.NullPool}


def driver_of(url: URL | None) -> str | None:
    """The driver that a URL names, or that SQLAlchemy takes when it names none; None when there is no such driver."""
    if url is None:
        return None
    try:
        return url.drivername.partition("+")[2].removesuffix("_async") or str(url.get_dialect().driver)
    except SQLAlchemyError:
        return None


def _shared(level: Any, same_backend: bool) -> bool:
    return same_backend or str(level).upper().replace("_", " ") in _SHARED_ISOLATION_LEVELS


def _session(connect: dict[str, Any], asked: dict[str, Any], driver: str, application: str) -> None:
    """Settings of the session keep their meaning from one driver to another; the session carries our name."""
    if driver == "asyncpg":
        settings = {**_from_options(asked.get("options")), **(asked.get("server_settings") or {})}
        connect["server_settings"] = {**settings, "application_name": application}
        return
    connect["application_name"] = application
    settings = {
        name: value for name, value in (asked.get("server_settings") or {}).items() if name != "application_name"
    }
    if settings and driver != "pg8000":
        connect["options"] = " ".join(f"-c {name}={_escaped(str(value))}" for name, value in settings.items())


def _from_options(options: Any) -> dict[str, str]:
    """`-c search_path=app -cjit=off` as settings."""
    words = shlex.split(options) if isinstance(options, str) else []
    pairs = [word.removeprefix("-c").removeprefix("--") for word in words if word not in ("-c",)]
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(" ", "\\ ")
