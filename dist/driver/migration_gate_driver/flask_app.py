"""The Flask application that Flask-Migrate's env.py asks for, found as the `flask` command finds it."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any


class FlaskApp:
    """Loaded on first use, then kept."""

    @cached_property
    def _app(self) -> Any:
        from flask.cli import ScriptInfo, load_dotenv

        load_dotenv()
        return ScriptInfo(app_import_path=os.environ.get("FLASK_APP")).load_app()

    def context(self) -> AbstractContextManager[Any]:
        """Inside of which `current_app` is the application."""
        context: AbstractContextManager[Any] = self._app.app_context()
        return context

    def config(self, directory: str, x: list[str]) -> Any:
        """What `flask db` would hand to Alembic; None when the application does not use Flask-Migrate."""
        extension = self._app.extensions.get("migrate")
        with self._app.app_context():
            return None if extension is None else extension.migrate.get_config(directory, x_arg=list(x))
