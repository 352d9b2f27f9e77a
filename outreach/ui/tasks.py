"""Work away from the window: one worker thread for everything that touches the workspace, answers by one queued signal.

A page says what to do and what to do then; it never waits. No `processEvents`, no QThread subclasses, no asyncio. The work
must not touch widgets; the answer arrives on the window's thread, and is dropped when its owner is gone.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from outreach.errors import Cancelled, ReasonNeeded
from outreach.services import steady
from outreach.services.leaving import NOTHING_SAID, Leaving, answering, insist
from outreach.ui.collecting import Collector

log = logging.getLogger(__name__)

T = TypeVar("T")

#: (what is needed, whose work it is, what to call with the answer).
AskReason = Callable[[ReasonNeeded, QObject | None, Callable[[Leaving | None], None]], None]

#: How long, in seconds, the worker goes on in Python while the window waits for its turn. The window asks for one at each
#: step from Qt into Python, so a row that is painted waits several times; Python's own 5 ms were 50 to 80 ms for a frame.
_TURN = 0.001

#: Milliseconds of rest after which what long work left behind is collected with everything else: by then its page is closed.
_REST = 60_000


class Progress:
    """How far a long task has come. The work calls `step`; the window's *Cancel* makes the next `step` raise Cancelled."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self._cancelled = threading.Event()
        self._last = 0.0

    def step(self, done: int, total: int) -> None:
        """Tell that `done` of `total` is finished (total 0: not known). Reports at most 20 times a second."""
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last > 0.05 or done == total:
            self._last = now
            self._report(done, total)

    def cancel(self) -> None:
        """Stop the work at its next step."""
        self._cancelled.set()


class Tasks(QObject):
    """The one worker, and beside it one for what must not wait. `failed` carries exceptions that no page has taken care of."""

    failed = Signal(object)
    busy = Signal(bool)
    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        # Before there is another thread.
        self._collector = Collector(self)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workspace")
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside")
        # Several: letters that go at the server's pace must not keep the calendar that others follow waiting.
        self._far = ThreadPoolExecutor(max_workers=3, thread_name_prefix="network")
        self._far_ones: dict[Progress, Future[None]] = {}
        self._waiting = 0
        self._closed = False
        #: Asks the officer what many people leave for, then calls back with the answer, None for *Cancel*. The shell sets it.
        self.ask_reason: AskReason | None = None
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)
        self._rest = QTimer(self, interval=_REST, singleShot=True)
        self._rest.timeout.connect(steady.take_up)

    @property
    def idle(self) -> bool:
        """Say whether nothing is under way or waiting."""
        return self._waiting == 0

    @property
    def far(self) -> bool:
        """Say whether something is on its way to a server."""
        return any(not one.done() for one in self._far_ones.values())

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        *,
        owner: QObject | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do `work` on the worker thread, then call `then` with its answer on the window's thread.

        With `owner` the answer is dropped once that object is deleted. `failed` takes the exception; without it, it goes to
        the signal of that name, which the shell explains to the officer.
        """
        if self._closed:
            # A timer of a page may still fire while the window goes; there is nobody left to answer.
            return
        self._begun_one()
        self._executor.submit(self._do, self._executor, work, then, owner, failed)

    def soon(self, then: Callable[[], None], *, owner: QObject) -> None:
        """Call `then` in the next turn of the window, and count as busy until then: what leads to work that is not known yet."""
        if not self._closed:
            self._begun_one()
            self._home.emit(lambda: self._succeed(None, lambda _: then(), owner, True))

    def run_long(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        report: Callable[[int, int], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
    ) -> Progress:
        """Do a task that may take over half a second; `report(done, total)` is called on the window's thread.

        Returns the progress, whose `cancel` stops it; then `failed` gets `Cancelled`.
        """

        def tell(done: int, total: int) -> None:
            self._home.emit(lambda: report(done, total) if shiboken6.isValid(owner) else None)

        progress = Progress(tell)
        self.run(lambda: work(progress), then, owner=owner, failed=failed)
        return progress

    def run_far(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        report: Callable[[int, int], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
    ) -> Progress:
        """Do what waits for a server, beside the worker: sending 200 letters takes minutes, in which the window reads and writes.

        The work keeps what it does in steps of its own (`Database.steps`). Everything else is as in `run_long`; what is under way
        does not count as busy, and `end_far` ends it.
        """

        def tell(done: int, total: int) -> None:
            self._home.emit(lambda: report(done, total) if shiboken6.isValid(owner) else None)

        progress = Progress(tell)
        if not self._closed:
            far = self._far.submit(self._do, self._far, lambda: work(progress), then, owner, failed, counted=False)
            self._far_ones = {one: other for one, other in self._far_ones.items() if not other.done()} | {progress: far}
        return progress

    def end_far(self) -> None:
        """Stop what waits for a server at its next step, and wait for that; for the worker, before a workspace closes."""
        far = dict(self._far_ones)
        for progress in far:
            progress.cancel()
        wait(far.values())

    def wait_far(self) -> None:
        """Wait until what waits for a server is done, without stopping it; for the worker, before a locked workspace closes."""
        wait(list(self._far_ones.values()))

    def beside(self, work: Callable[[], None]) -> None:
        """Do something short that does not touch the workspace without waiting for the worker. What fails is logged alone."""

        def do() -> None:
            try:
                work()
            except Exception:
                log.exception("what was done beside the worker failed")

        if not self._closed:
            self._beside.submit(do)

    def close(self) -> None:
        """Finish what is under way and stop the thread; what is asked for afterwards is not done."""
        self._closed = True
        for progress in list(self._far_ones):
            progress.cancel()
        self._executor.shutdown(wait=True)
        self._far.shutdown(wait=True)
        self._beside.shutdown(wait=True)
        self._collector.stop()

    def _do(
        self,
        executor: ThreadPoolExecutor,
        work: Callable[[], Any],
        then: Callable[[Any], None] | None,
        owner: QObject | None,
        failed: Callable[[Exception], None] | None,
        *,
        counted: bool = True,
        said: Leaving = NOTHING_SAID,
    ) -> None:
        try:
            with answering(insist, said):
                answer = work()
        except ReasonNeeded as error:
            needed = error

            def go_on(leaving: Leaving | None) -> None:
                """Do the work once more, now with its reason; nothing had left yet."""
                if leaving is None or self._closed:
                    self._fail(Cancelled(), owner, failed, counted=False)
                else:
                    self._waiting += counted
                    executor.submit(
                        self._do, executor, work, then, owner, failed, counted=counted, said=leaving
                    )

            self._home.emit(lambda: self._ask(needed, owner, failed, counted, go_on))
        except Exception as error:  # noqa: BLE001 - every failure must come home to be explained
            caught = error
            self._home.emit(lambda: self._fail(caught, owner, failed, counted))
        else:
            self._home.emit(lambda: self._succeed(answer, then, owner, counted))

    def _ask(
        self,
        needed: ReasonNeeded,
        owner: QObject | None,
        failed: Callable[[Exception], None] | None,
        counted: bool,
        go_on: Callable[[Leaving | None], None],
    ) -> None:
        if self.ask_reason is None or not (owner is None or shiboken6.isValid(owner)):
            self._fail(needed, owner, failed, counted)
            return
        # While the officer thinks, the worker is free.
        if counted:
            self._finished_one()
        self.ask_reason(needed, owner, go_on)

    def _arrive(self, call: Callable[[], None]) -> None:
        call()

    def _succeed(self, answer: Any, then: Callable[[Any], None] | None, owner: QObject | None, counted: bool) -> None:
        if counted:
            self._finished_one()
        if then is not None and (owner is None or shiboken6.isValid(owner)):
            then(answer)

    def _fail(
        self, error: Exception, owner: QObject | None, failed: Callable[[Exception], None] | None, counted: bool
    ) -> None:
        if counted:
            self._finished_one()
        if failed is not None and (owner is None or shiboken6.isValid(owner)):
            failed(error)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _begun_one(self) -> None:
        self._waiting += 1
        if self._waiting == 1:
            self.busy.emit(True)

    def _finished_one(self) -> None:
        self._waiting -= 1
        if self._waiting == 0:
            self._rest.start()
            self.busy.emit(False)
