"""The variables by which libpq, and drivers that follow it, may be led to another server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

# What says how a session is to be (PGOPTIONS, PGTZ, PGCLIENTENCODING, …) stays.
_LEADING = (
    "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGPASSFILE", "PGSERVICE", "PGSERVICEFILE",
    "PGTARGETSESSIONATTRS", "PGLOADBALANCEHOSTS", "PGREQUIREPEER", "PGREQUIREAUTH", "PGCHANNELBINDING", "PGSSLMODE",
    "PGREQUIRESSL", "PGSSLCERT", "PGSSLKEY", "PGSSLROOTCERT", "PGSSLNEGOTIATION", "PGGSSENCMODE",
)  # fmt: skip


@contextmanager
def set_aside() -> Iterator[None]:
    """While a connection to the scratch database is made: what env.py puts into them is meant for another one."""
    kept = {name: os.environ.pop(name) for name in _LEADING if name in os.environ}
    try:
        yield
    finally:
        for name, value in kept.items():
            os.environ.setdefault(name, value)
