"""Usage: floor.py NEW URL... moves each database as the gate does, a process each at once: base, then up, down and up again one by one, then all down and up."""

import os
import subprocess
import sys


def walk(fresh: int, url: str) -> None:
    os.environ["DATABASE_URL"] = url
    sys.path.insert(0, os.getcwd())
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config("alembic.ini")
    script = ScriptDirectory.from_config(config)
    ScriptDirectory.from_config = staticmethod(lambda _config: script)
    newest = [revision.revision for revision in script.walk_revisions()][: fresh + 1][::-1]
    parent, new = newest[0], newest[1:]
    command.upgrade(config, parent)
    for below, revision in zip([parent, *new], new):
        command.upgrade(config, revision)
        command.downgrade(config, below)
        command.upgrade(config, revision)
    for below in [parent, *new][:-1][::-1]:
        command.downgrade(config, below)
    for revision in new:
        command.upgrade(config, revision)
    os._exit(0)


if len(sys.argv) == 3:
    walk(int(sys.argv[1]), sys.argv[2])
else:
    processes = [subprocess.Popen([sys.executable, __file__, sys.argv[1], url]) for url in sys.argv[2:]]
    sys.exit(max(process.wait() for process in processes))
