"""Life and death of this process: it ends with the gate, says where it was when stopped, skips the slow exit."""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
import threading
from types import FrameType

from .channel import Channel
from .places import Places

_exit = os._exit
_PR_SET_PDEATHSIG = 1


def end_with_parent(channel: Channel) -> None:
    """Be killed when the gate dies, even in the middle of a statement."""
    try:
        asked = ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) == 0
    except (OSError, AttributeError):
        asked = False
    if not asked:
        threading.Thread(target=_wait_for_hangup, args=(channel.requests_descriptor,), daemon=True).start()


def _wait_for_hangup(descriptor: int) -> None:
    poll = select.poll()
    poll.register(descriptor, 0)
    poll.poll()
    _exit(1)


def tell_when_stopped(channel: Channel, places: Places) -> None:
    """On SIGTERM, which the gate sends when a time limit passes, say which line of the project was running, and end."""

    def stop(_signal: int, frame: FrameType | None) -> None:
        place = places.of_stack(frame)
        channel.send("stopped", at=place and place.as_record())
        _exit(143)

    signal.signal(signal.SIGTERM, stop)


def end() -> None:
    """End at once after flushing: the interpreter's own exit costs more than a migration."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue
    _exit(0)
