"""Lines that the command line hands to the open window: the window keeps them, so that one process writes.

They go through the same service, and what was written is published, so that every list follows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from outreach.domain.waiting import Waits
from outreach.explain import Explanation, explain
from outreach.language import LANGUAGES, N_, Language
from outreach.services.open_window import CAPTURE, NOT_YET
from outreach.ui.context import Context

if TYPE_CHECKING:
    from outreach.domain.equal_treatment import Given
    from outreach.services.waiting import Outcome

log = logging.getLogger(__name__)

Reply = Callable[[dict[str, Any]], None]


class CallDesk(QObject):
    """Answers what others ask over the window's socket. `context_of` returns the open workspace, None between two."""

    def __init__(
        self, context_of: Callable[[], Context | None], parent: QObject, is_locked: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(parent)
        self._context_of = context_of
        self._is_locked = is_locked

    def take(self, question: dict[str, Any], reply: Reply) -> None:
        """Do what is asked and reply with what came of it."""
        context = self._context_of()
        if context is None and self._is_locked():
            # Nothing is told and nothing is taken in: whoever asks may be anybody at this computer.
            reply({"error": _plain(_locked(Language(_code(question))))})
            return
        if context is None:
            reply(NOT_YET)
            return
        if question.get("do") == CAPTURE:
            self._capture(context, question, reply)
        else:
            language = Language(_code(question))
            sentence = language.say(N_("The open window does not know how to do this; close it and try again."))
            reply({"error": _plain(Explanation(language.say(N_("Could not")), sentence))})

    def _capture(self, context: Context, question: dict[str, Any], reply: Reply) -> None:
        house = context.house

        def work() -> Outcome:
            event, at, capture_id = (question.get(name) for name in ("event", "at", "id"))
            return house.waiting.capture_line(
                str(question.get("line", "")),
                event=UUID(str(event)) if event else None,
                at=datetime.fromisoformat(str(at)) if at else None,
                capture_id=UUID(str(capture_id)) if capture_id else None,
                information=_given(question),
                new_text=str(question.get("new_text", "")),
                told=question.get("told") is True,
            )

        def kept(captured: Outcome) -> None:
            # Loaded with the first line: the window's first picture does not wait for it.
            from outreach.services.capture_answer import plain_captured
            from outreach.services.meetings import Captured

            if isinstance(captured, Waits):
                from outreach.services.waiting_words import plain_waits

                reply(plain_waits(captured, Language(_code(question))))
                context.wishes.waits.emit(captured)
                return
            assert isinstance(captured, Captured)
            # The one who asked is told first: showing it in the window may take longer.
            reply(plain_captured(captured))
            context.changes.publish(captured.changes, self)

        def refused(error: Exception) -> None:
            reply({"error": _plain(_explained(error, Language(_code(question))))})

        context.tasks.run(work, kept, owner=self, failed=refused)


def _locked(language: Language) -> Explanation:
    return Explanation(
        language.say(N_("The window is locked")),
        language.say(N_("Outreach is open and locked; while it is, nothing is taken in.")),
        language.say(N_("Unlock the window with the passphrase and try again.")),
    )


def _given(question: dict[str, Any]) -> Given:
    from outreach.domain.equal_treatment import Given

    word = str(question.get("information", ""))
    return Given(word) if word in list(Given) else Given.UNSAID


def _code(question: dict[str, Any]) -> str:
    code = str(question.get("language", ""))
    return code if code in LANGUAGES else "sv"


def _explained(error: Exception, language: Language) -> Explanation:
    known = explain(error, language)
    if known is None:
        log.error("a line from outside could not be kept", exc_info=error)
        sentence = language.say(N_("The open window could not keep it; its log says more."))
        known = Explanation(language.say(N_("A fault in Outreach")), sentence)
    return known


def _plain(found: Explanation) -> dict[str, str]:
    return {"title": found.title, "sentence": found.sentence, "next_step": found.next_step}
