"""Entry of the driver: run by the project's own interpreter as `main.py RECORDS_FD REQUESTS_FD`.

Kept free of newer syntax, so that an old Python reads it far enough to say that it is too old.
"""

import os
import sys

if sys.version_info < (3, 10):
    sys.exit(
        "migration-gate needs Python 3.10 or newer; this is %d.%d (%s)" % (sys.version_info[:2] + (sys.executable,))
    )


def _import_driver():
    """Import our package by its own name and leave no trace on the path: nothing of the project may be shadowed."""
    folder = os.path.dirname(os.path.realpath(__file__))
    sys.path.insert(0, folder)
    try:
        from migration_gate_driver import channel, process, session
    finally:
        sys.path[:] = [entry for entry in sys.path if os.path.realpath(entry or ".") != folder]
    return channel, process, session


if __name__ == "__main__":
    _channel, _process, _session = _import_driver()
    _line = _channel.Channel(records=int(sys.argv[1]), requests=int(sys.argv[2]))
    sys.argv[:] = ["alembic"]
    _process.end_with_parent(_line)
    _session.serve(_line)
