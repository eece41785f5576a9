"""Alembic's configuration as its own command line would build it."""

from __future__ import annotations

import os
from argparse import Namespace
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from alembic.config import CommandLine, Config
from alembic.script import ScriptDirectory

from .flask_app import FlaskApp


@dataclass(frozen=True)
class Project:
    """The gate's facts about the project. Paths are absolute."""

    root: str
    style: str
    ini_file: str | None
    toml_file: str | None
    section: str
    script_location: str
    version_folders: list[str]
    working_folder: str
    x: list[str]

    @staticmethod
    def from_request(facts: dict[str, Any]) -> Project:
        return Project(
            root=facts["root"],
            style=facts["style"],
            ini_file=facts["iniFile"],
            toml_file=facts["tomlFile"],
            section=facts["section"],
            script_location=facts["scriptLocation"],
            version_folders=facts["versionFolders"],
            working_folder=facts["workingFolder"],
            x=facts["x"],
        )


class Configuration:
    """Makes a fresh `Config` for every run of env.py, as every command does."""

    def __init__(self, project: Project, url: str) -> None:
        self._project = project
        self._url = url
        self._flask = FlaskApp() if project.style == "flask-migrate" else None
        # Its parser takes longer to build than a small migration to run.
        self._line = CommandLine()

    def context(self) -> AbstractContextManager[Any]:
        """Inside of what a command runs: the Flask application's context, or nothing."""
        return self._flask.context() if self._flask is not None else nullcontext()

    def fresh(self, *command: str) -> Config:
        """The configuration of `alembic <command>`."""
        config = self._flask_config(command) if self._flask is not None else self._own_config(command)
        if self._project.style == "none":
            config.set_main_option("script_location", _escaped(self._project.script_location))
        config.set_main_option("sqlalchemy.url", _escaped(self._url))
        return config

    def script_directory(self, version_folders: list[str] | None) -> ScriptDirectory:
        """Every revision, loaded once; from other folders where they are given."""
        script = ScriptDirectory.from_config(self.fresh("history"))
        if version_folders is not None:
            script.version_locations = version_folders
        return script

    def _own_config(self, command: tuple[str, ...]) -> Config:
        options = self._line.parser.parse_args([*self._arguments(), *command])
        if self._project.style == "none":
            return Config(cmd_opts=options)
        if not isinstance(options.config, str) and hasattr(self._line, "_inis_from_config"):
            toml, ini = self._line._inis_from_config(options)
            return Config(file_=ini, toml_file=toml, ini_section=options.name, cmd_opts=options)
        return Config(file_=options.config, ini_section=options.name, cmd_opts=options)

    def _arguments(self) -> list[str]:
        project = self._project
        arguments: list[str] = []
        if project.style == "toml" and project.toml_file is not None:
            arguments += ["-c", self._as_typed(project.toml_file)]
        if project.ini_file is not None:
            arguments += ["-c", self._as_typed(project.ini_file)]
        if project.section != "alembic":
            arguments += ["-n", project.section]
        for argument in project.x:
            arguments += ["-x", argument]
        return arguments

    def _flask_config(self, command: tuple[str, ...]) -> Config:
        assert self._flask is not None
        config: Config | None = self._flask.config(self._project.script_location, self._project.x)
        if config is None:
            config = Config(self._project.ini_file, cmd_opts=Namespace(x=list(self._project.x)))
            config.set_main_option("script_location", _escaped(self._project.script_location))
        return config

    def _as_typed(self, path: str) -> str:
        """As somebody in the working folder would type it."""
        relative = os.path.relpath(path, self._project.working_folder)
        return path if relative.startswith("..") else relative


def _escaped(value: str) -> str:
    return value.replace("%", "%%")
