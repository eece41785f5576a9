"""Runs env.py for one movement, as Alembic's commands do, with exactly the revisions that are wanted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import RevisionStep
from alembic.script import ScriptDirectory

from .configuration import Configuration
from .places import Places
from .recording import Recording
from .redirect import Redirect

Steps = Callable[[tuple[str, ...], Any], Iterable[Any]]
"""From where the database stands, as its version table says, to what shall run; with Alembic's context."""


class Movements:
    """Moves the database along the history that was loaded once."""

    def __init__(
        self, configuration: Configuration, script: ScriptDirectory, places: Places, redirect: Redirect
    ) -> None:
        self._configuration = configuration
        self._script = script
        self._places = places
        self._redirect = redirect

    def look(self, recording: Recording, load: Callable[[], object]) -> None:
        """Run env.py without moving anything, as `alembic current` does; leaves not even a version table.

        `load` loads the revision files where Alembic itself would: when env.py asks for migrations. Before that, the
        order in which a project's modules are imported would not be the one it works with.
        """

        used: set[tuple[str, str, str]] = set()

        def none(_heads: tuple[str, ...], context: Any) -> Iterable[Any]:
            load()
            # Asked only here: a query of ours would fix the isolation level of a revision's transaction.
            version_table = (recording.databases[-1], str(_version_table(context)), _search_path(context))
            if version_table in used:
                recording.indistinct.append(recording.databases[-1])
            used.add(version_table)
            return ()

        self._run(recording, ("current",), none, dont_mutate=True)

    def build(self, recording: Recording, to: list[str]) -> None:
        """Everything up to these revisions in one run."""

        def steps(heads: tuple[str, ...], _context: Any) -> Iterable[Any]:
            # Alembic's own type says one id, its revision map takes several.
            return self._script._upgrade_revs(tuple(to), heads)  # type: ignore[arg-type]

        self._run(recording, ("upgrade", "heads"), steps, destination_rev=tuple(to))

    def stamp(self, recording: Recording, at: list[str]) -> None:
        """Say in the version table that the database stands here, as `alembic stamp` does."""

        def steps(heads: tuple[str, ...], _context: Any) -> Iterable[Any]:
            return self._script._stamp_revs(tuple(at), heads)

        self._run(recording, ("stamp", *at), steps, destination_rev=tuple(at))

    def upgrade(self, recording: Recording, revision: str) -> None:
        """Exactly this one; nothing in a context that has it already, and all up to it in one that lags behind.

        A schema or a database that the revision before has added to env.py's loop starts from nothing.
        """
        script = self._script.get_revision(revision)

        def steps(heads: tuple[str, ...], _context: Any) -> Iterable[Any]:
            applied = self._applied(heads)
            if revision in applied:
                return ()
            if applied.issuperset(script._all_down_revisions):
                return [RevisionStep(self._script.revision_map, script, True)]
            return self._script._upgrade_revs(revision, heads)

        self._run(recording, ("upgrade", revision), steps, destination_rev=revision)

    def downgrade(self, recording: Recording, revision: str) -> None:
        """Exactly this one back; nothing in a context that does not stand on it."""
        script = self._script.get_revision(revision)

        def steps(heads: tuple[str, ...], _context: Any) -> Iterable[Any]:
            return [RevisionStep(self._script.revision_map, script, False)] if revision in heads else ()

        below = script.down_revision
        to = below if isinstance(below, str) else "base"
        self._run(recording, ("downgrade", to), steps, destination_rev=to)

    def _run(self, recording: Recording, command: tuple[str, ...], steps: Steps, **options: Any) -> None:
        def work(heads: tuple[str, ...], context: Any) -> Iterator[Any]:
            self._note_context(recording, context)
            for step in steps(tuple(heads), context):
                if isinstance(step, RevisionStep):
                    self._count(recording, step)
                yield step
                if isinstance(step, RevisionStep):
                    recording.applied.append(step.revision.revision)

        try:
            with self._configuration.context():
                environment = EnvironmentContext(
                    self._configuration.fresh(*command),
                    self._script,
                    fn=work,
                    as_sql=False,
                    starting_rev=None,
                    tag=None,
                    **options,
                )
                with environment:
                    self._script.run_env()
        finally:
            self._places.running = None
            self._redirect.dispose()

    def _applied(self, heads: tuple[str, ...]) -> set[str]:
        nodes = self._script.revision_map._get_ancestor_nodes(self._script.get_revisions(heads), check=False)
        return {node.revision for node in nodes}

    def _count(self, recording: Recording, step: Any) -> None:
        body = step.migration_fn
        file = os.path.realpath(step.revision.path)

        def counted(**arguments: Any) -> None:
            recording.bodies += 1
            recording.channel.send("body", revision=step.revision.revision)
            self._places.running = file
            try:
                body(**arguments)
            finally:
                self._places.running = None

        step.migration_fn = counted

    def _note_context(self, recording: Recording, context: Any) -> None:
        table = _version_table(context)
        if table not in recording.version_tables:
            recording.version_tables.append(table)
        recording.databases.append(self._redirect.asked(context.dialect) or "")
        recording.conventions.append(_conventions(context))


def _conventions(context: Any) -> str:
    """Alembic names constraints by the models' conventions, so these decide what a revision makes (`SchemaObjects.metadata`)."""
    metadata = context.opts.get("target_metadata")
    conventions = [
        dict(getattr(each, "naming_convention", None) or {})
        for each in (metadata if isinstance(metadata, (list, tuple)) else [metadata])
    ]
    return repr(
        [
            sorted((str(key), getattr(value, "__qualname__", str(value))) for key, value in each.items())
            for each in conventions
        ]
    )


def _version_table(context: Any) -> dict[str, str | None]:
    schema = context.version_table_schema
    translated = context.connection.get_execution_options().get("schema_translate_map") or {}
    return {"schema": translated.get(schema, schema), "table": context.version_table}


def _search_path(context: Any) -> str:
    """Where a version table without a schema lies: a loop over tenants may set this and nothing else."""
    if context.dialect.name != "postgresql":
        return ""
    return str(context.connection.exec_driver_sql("SELECT pg_catalog.current_setting('search_path')").scalar())
