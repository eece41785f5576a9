"""All that watches and guards, put together and installed before any project code runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import alembic.runtime.migration

from . import guarded_drivers
from .asked_variables import AskedVariables
from .batch import BatchLines
from .channel import Channel
from .collected import Collected
from .configuration import Project
from .failures import Failures, chain
from .guard import Guard, Refused
from .missing_variables import missing_variables
from .opened import OpenedFiles
from .places import Places
from .raw_cursors import RawCursors
from .recording import Recording
from .redirect import Redirect
from .settings_left import SettingsLeft
from .target import NoDriver, Targets
from .watch import Watch


@dataclass(frozen=True)
class Parts:
    """The pieces that a session works with."""

    channel: Channel
    places: Places
    collected: Collected
    watch: Watch
    redirect: Redirect
    failures: Failures
    settings: SettingsLeft | None
    asked: AskedVariables
    opened: OpenedFiles

    def unrecorded(self) -> Recording:
        """One that has seen nothing."""
        return Recording(self.channel, False, _ignore)

    @contextmanager
    def recorded(self, traced: bool) -> Iterator[Recording]:
        """What happens inside is seen by the recording."""
        recording = Recording(self.channel, traced, self.settings.statement if self.settings is not None else _ignore)
        if self.settings is not None:
            self.settings.start()
        self.watch.recording = recording
        try:
            yield recording
        finally:
            self.watch.recording = None

    def why_not(self, error: BaseException) -> dict[str, Any]:
        """Why env.py could not be run, told from the exception and all that led to it."""
        collected = self.collected.take()
        no_driver = next((link for link in chain(error) if isinstance(link, NoDriver)), None)
        return {
            "failure": self.failures.of_python(error),
            "missing": missing_variables(error),
            "asked": self.asked.not_found,
            "refused": _refused(error, collected["refusals"]),
            "packages": no_driver.packages if no_driver is not None else [],
            **collected,
        }


def _refused(error: BaseException, refusals: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The refusal that the exception stands for. SQLite has an error of its own for what an authorizer denies."""
    for link in chain(error):
        if isinstance(link, Refused):
            return {"kind": link.kind, "target": link.target, "at": link.place and link.place.as_record()}
        if getattr(link, "sqlite_errorname", None) == "SQLITE_AUTH":
            return next((refusal for refusal in refusals if refusal["kind"] == "database"), None)
    return None


def install(channel: Channel, project: Project, request: dict[str, Any]) -> Parts:
    """Wrap SQLAlchemy and Alembic, then guard the drivers and the sockets."""
    targets = Targets.from_request(request)
    target = targets.own
    folders = request["versionFolders"] or []
    shown = dict(zip(folders, project.version_folders, strict=False))
    places = Places(project.root, [*project.version_folders, *folders], f"{project.script_location}/env.py", shown)
    places.alembic_runner(alembic.runtime.migration.__file__)
    collected = Collected()
    batch = BatchLines(places)
    watch = Watch(places, batch)
    redirect = Redirect(targets, request["application"], places, collected, RawCursors(watch))
    settings = SettingsLeft(watch, target.user or "") if target.backend == "postgresql" else None
    asked = AskedVariables(places)
    asked.install()
    batch.install()
    watch.install()
    redirect.install()
    if settings is not None:
        settings.install()
    guard = Guard(targets, request["facts"]["allowConnect"], places, collected)
    guarded_drivers.install(guard)
    guard.install()
    return Parts(channel, places, collected, watch, redirect, Failures(places, batch), settings, asked, OpenedFiles(project))


def _ignore(_ended: Any) -> None:
    """On engines without session settings."""
