"""One scratch database and one project: answers the gate's requests until it goes."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

from . import process
from .channel import Channel


def serve(channel: Channel) -> None:
    """Answer requests until the gate closes the line or says so."""
    # As `python -m alembic` has it; `prepend_sys_path` is Alembic's own affair.
    sys.path.insert(0, os.getcwd())
    # What takes longest needs no request: the gate may still be making the database.
    unloadable = _load()
    request = channel.receive()
    session = None if request is None or request.get("do") == "close" else _open(channel, request, unloadable)
    while session is not None and (request := channel.receive()) is not None and request["do"] != "close":
        channel.send("moved", **session.move(request))
    channel.send("done")
    process.end()


def _load() -> BaseException | None:
    """Import Alembic and all of ours that stands on it: an interpreter without Alembic is an answer too."""
    try:
        from . import configuration, installed, movements  # noqa: F401
    except BaseException as error:  # noqa: BLE001
        return error
    return None


def _open(channel: Channel, request: dict[str, Any], unloadable: BaseException | None) -> Session | None:
    os.environ.update(request["environment"])
    opening = Opening(channel, request)
    try:
        if unloadable is not None:
            raise unloadable
        return opening.open()
    except BaseException as error:  # noqa: BLE001  whatever project code raises, sys.exit included, is an answer
        channel.send("refused", **opening.why(error))
        return None


class Opening:
    """Loads Alembic and the project in the order that the redirect and the guard need."""

    def __init__(self, channel: Channel, request: dict[str, Any]) -> None:
        self._channel = channel
        self._request = request
        self._phase = "alembic"
        self._describe: Callable[[BaseException], dict[str, Any]] | None = None
        self._loaded: dict[str, list[str]] | None = None
        self._listen: Callable[[], None] = _nothing

    def open(self) -> Session:
        """Ready to move, env.py seen to work unless the gate has seen that in another process."""
        from . import installed
        from .configuration import Configuration, Project

        project = Project.from_request(self._request["facts"])
        parts = installed.install(self._channel, project, self._request)
        self._describe = parts.why_not
        self._listen = parts.opened.listen
        process.tell_when_stopped(self._channel, parts.places)
        self._phase = "application"
        configuration = Configuration(project, self._request["url"])
        with configuration.context():
            self._phase = "script"
            script = configuration.script_directory(self._request["versionFolders"])
        self._phase = "env"
        session = Session(self._channel, parts, configuration, script)
        if self._request["look"]:
            looked = session.look(lambda: self._load(script))
            self._channel.send("ready", loaded=self._load(script), **_versions(), **looked)
        else:
            self._channel.send("ready", loaded={}, **_versions(), **session.seen(parts.unrecorded()))
        return session

    def _load(self, script: Any) -> dict[str, list[str]]:
        """What Alembic makes of the revision files; loaded once."""
        if self._loaded is None:
            running, self._phase = self._phase, "script"
            self._listen()
            self._loaded = {
                revision.revision: list(revision._versioned_down_revisions) for revision in script.walk_revisions()
            }
            self._phase = running
        return self._loaded

    def why(self, error: BaseException) -> dict[str, Any]:
        """What kept it from opening."""
        if self._describe is not None:
            return {"phase": self._phase, **self._describe(error)}
        return {"phase": self._phase, "failure": {"exception": type(error).__name__, "message": str(error)}}


class Session:
    """Ready to move."""

    def __init__(self, channel: Channel, parts: Any, configuration: Any, script: Any) -> None:
        from .movements import Movements

        self._channel = channel
        self._parts = parts
        self._movements = Movements(configuration, script, parts.places, parts.redirect)

    def look(self, load: Callable[[], object]) -> dict[str, Any]:
        """A run of env.py that moves nothing."""
        with self._parts.recorded(traced=True) as recording:
            self._movements.look(recording, load)
        return self.seen(recording)

    def seen(self, recording: Any) -> dict[str, Any]:
        """What a run of env.py showed of the project."""
        return {
            # Once for each; the scratch database first, where the project asks for that one by its own name.
            "databases": sorted(dict.fromkeys(recording.databases), key=bool),
            "contexts": len(recording.databases),
            "indistinct": recording.indistinct,
            "conventions": _digest(recording.conventions),
            "versionTables": recording.version_tables,
            "schemaStatements": recording.schema_statements,
            **self._parts.collected.take(),
        }

    def move(self, request: dict[str, Any]) -> dict[str, Any]:
        """One movement, whatever it does."""
        failure, error = None, None
        with self._parts.recorded(traced=request["trace"]) as recording:
            try:
                if request["do"] in ("build", "stamp"):
                    getattr(self._movements, request["do"])(recording, request["to"])
                else:
                    getattr(self._movements, request["do"])(recording, request["revision"])
            except BaseException as raised:  # noqa: BLE001  a failed migration is a result
                error = raised
        if error is not None:
            failure, swallowed = self._parts.failures.of_movement(error, recording)
        else:
            swallowed = [self._parts.failures.of_statement(known) for known in recording.unguarded()]
        return {
            "failure": failure,
            "swallowed": swallowed,
            "bodies": recording.bodies,
            "databases": recording.databases,
            "applied": recording.applied,
            "versionTables": recording.version_tables,
            "settingsLeft": recording.settings_left,
            "schemaStatements": recording.schema_statements,
            "roleStatements": recording.role_statements,
            "opened": self._parts.opened.take() if request["do"] == "build" else [],
            "statementsCut": max(0, recording.statements - recording.kept),
            "statementsShortened": recording.shortened,
            **self._parts.collected.take(),
        }


def _nothing() -> None:
    """Before anything is there to be told."""


def _digest(texts: list[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()


def _versions() -> dict[str, str]:
    import alembic
    import sqlalchemy

    return {
        "alembic": alembic.__version__,
        "sqlalchemy": sqlalchemy.__version__,
        "python": ".".join(map(str, sys.version_info[:3])),
        "sqlite": sqlite3.sqlite_version,
    }
