"""The pinned Qt binding must not lose references.

PySide6 6.12.0 on Python 3.10 and 3.11 gives one reference of `None` away in every call that returns nothing; after
about 5,000 such calls the interpreter dies with "deallocating None". The pin `<6.12` in pyproject.toml keeps it out,
and this file fails when a later pin lets such a release in.

The calls are made in a process of their own, so that a dying interpreter is a failed test and not a dead test run.
`count_lost` takes the call to make as an argument: the positive control hands it a callable that drops one reference of
`None` per call on purpose (`Py_DecRef` through ctypes), and the loss must be seen. From Python 3.12 on `None` is
immortal, its count stands still, and only the survival of the process is checked.
"""

import subprocess
import sys

import pytest

CALLS = 20_000
#: Other code takes and gives back a few references of None meanwhile.
NOISE = 200

_SCRIPT = """
import ctypes, sys

def count_lost(call, calls):
    # A store of references keeps the control alive: None must not fall to zero while it is being robbed.
    store = [None] * (5 * calls)
    before = sys.getrefcount(None)
    for _ in range(calls):
        call()
    lost = before - sys.getrefcount(None)
    if lost > 0:
        for _ in range(lost):
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(None))
    del store
    return lost

def qt_calls():
    from PySide6.QtCore import QObject, QTimer
    thing, timer = QObject(), QTimer()
    def call():
        thing.setObjectName("a")
        thing.blockSignals(False)
        timer.setInterval(5)
        timer.stop()
    return call

def robber():
    rob = ctypes.pythonapi.Py_DecRef
    rob.argtypes, rob.restype = [ctypes.py_object], None
    def call():
        rob(None)
    return call

calls = int(sys.argv[2])
call = qt_calls() if sys.argv[1] == "qt" else robber()
print(count_lost(call, calls))
"""


def count_lost(kind: str, calls: int) -> int:
    """Return how many references of None were lost in `calls` calls of that kind; a dead process fails."""
    done = subprocess.run([sys.executable, "-c", _SCRIPT, kind, str(calls)], capture_output=True, text=True)
    assert done.returncode == 0, f"the process died with {done.returncode}: {done.stderr[-500:]}"
    return int(done.stdout)


def test_twenty_thousand_void_calls_lose_no_reference_of_none():
    assert count_lost("qt", CALLS) < NOISE


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_a_lost_reference_in_each_call_would_be_seen():
    assert count_lost("control", CALLS) > CALLS - NOISE
