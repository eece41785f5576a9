"""Settings that a revision left changed in its Postgres session: looked at when the connection is given back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from .places import REVISION, Place
from .recording import Recording, Running
from .watch import Watch

_SET = re.compile(
    r"(?:^|;)\s*SET\s+(?:SESSION\s+(?!AUTHORIZATION|CHARACTERISTICS))?(?!LOCAL\b|TRANSACTION\b|CONSTRAINTS\b)"
    r"(?P<name>SESSION\s+AUTHORIZATION|TIME\s+ZONE|ROLE|SCHEMA|[\w.]+)",
    re.IGNORECASE,
)
_SET_CONFIG = re.compile(r"\bset_config\s*\(\s*'(?P<name>[\w.]+)'", re.IGNORECASE)
_COMMENTS = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_OTHER_NAMES = {"session authorization": "session_authorization", "time zone": "timezone", "schema": "search_path"}

# `role` and `session_authorization` are not listed in pg_settings.
_QUERY = """
SELECT wanted.name, COALESCE(known.setting, pg_catalog.current_setting(wanted.name, true)),
       CASE wanted.name WHEN 'role' THEN 'none' WHEN 'session_authorization' THEN '{user}' ELSE known.reset_val END
  FROM (VALUES {names}) AS wanted (name)
  LEFT JOIN pg_catalog.pg_settings AS known ON pg_catalog.lower(known.name) = wanted.name
"""


class SettingsLeft:
    """Remembers which settings a revision's statements set in which session, and compares at the end of the session."""

    def __init__(self, watch: Watch, user: str) -> None:
        self._watch = watch
        self._user = user
        self._set: dict[int, dict[str, Place]] = {}

    def install(self) -> None:
        event.listen(Pool, "checkin", self._given_back)

    def start(self) -> None:
        """A movement begins: what an earlier one set is forgotten."""
        self._set = {}

    def statement(self, ended: Running) -> None:
        """A statement ran."""
        if ended.place is None or ended.place.kind != REVISION:
            return
        for name in _settings_of(ended.sql):
            self._set.setdefault(ended.connection, {})[name] = ended.place

    def _given_back(self, dbapi_connection: Any, _record: Any) -> None:
        names = self._set.pop(id(dbapi_connection), {})
        if not names or self._watch.recording is None:
            return
        cursor = dbapi_connection.cursor()
        try:
            cursor.execute(self._query(names))
            rows = cursor.fetchall()
        finally:
            cursor.close()
            dbapi_connection.rollback()
        _report(self._watch.recording, rows, names)

    def _query(self, names: dict[str, Place]) -> str:
        listed = ", ".join(f"('{name}')" for name in sorted(names))
        return _QUERY.format(user=self._user.replace("'", "''"), names=listed)


def _report(recording: Recording, rows: list[Any], names: dict[str, Place]) -> None:
    for name, value, initial in rows:
        if value != initial:
            setting = {"name": name, "value": value or "", "initial": initial or "", "at": names[name].as_record()}
            recording.settings_left.append(setting)


def _settings_of(sql: str) -> Iterator[str]:
    text = _COMMENTS.sub(" ", sql)
    for match in (*_SET.finditer(text), *_SET_CONFIG.finditer(text)):
        name = " ".join(match["name"].lower().split())
        yield _OTHER_NAMES.get(name, name)
