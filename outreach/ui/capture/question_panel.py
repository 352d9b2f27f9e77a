"""A question without a person: one line over the window. Like questions show while it is typed; Enter counts, and it is gone.

Arrow and Enter count a question that was asked before; Enter with nothing chosen, and Ctrl+Enter, count what is typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from outreach.language import N_
from outreach.services.house import House
from outreach.services.meetings import NO_EVENT
from outreach.services.questions import Asked, LikeQuestion
from outreach.ui.capture.entry import QUESTION_DRAFT
from outreach.ui.capture.saying import say_times, say_why
from outreach.ui.capture.scribe import DRAFT_EVERY
from outreach.ui.context import Context
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

_PAUSE, _MOST, _WIDEST = 80, 5, 760
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: The name of a question's draft that waits for another one.
LATER_DRAFT = f"{QUESTION_DRAFT}:later"
Place = Callable[[House], UUID | None]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, with the id that the count will have."""

    text: str
    id: UUID


class QuestionPanel(QFrame):
    """Lies over a window, top centre, as long as a question is typed. There is one for all windows, as there is one draft.

    `asked` carries the `Asked`, and the window that it lay over. What is half typed is there again at the next Ctrl+Shift+N.
    """

    asked = Signal(object, object)

    def __init__(self, context: Context, home: QWidget) -> None:
        super().__init__(home)
        self._context = context
        self._home = self._host = home
        self._place: Place = event_under_way
        self._back: QWidget | None = None
        self._drafted = False
        self._later: dict[str, object] = {}
        self._id = uuid4()
        self._like: list[LikeQuestion] = []
        self.line = QLineEdit()
        self.list = LineList(one_click=True)
        self.status = QLabel()
        self._build()
        self._wire()
        self.hide()

    def open_over(self, host: QWidget, place: Place, times: float = 1.0) -> None:
        """Show the line over a window with the cursor in it, and what was half typed last; remember where the officer was.

        `place` is asked, on the worker, at which event that is; `times` enlarges the type.
        """
        if not self.isVisible() or host is not self._host:
            focus = QApplication.focusWidget()
            self._back = focus if focus is not None and focus.window() is host and focus is not self.line else None
            self._host.removeEventFilter(self)
            self._host, self._place = host, place
            self.setParent(host)
            host.installEventFilter(self)
            self._enlarge(times)
            self.show()
        self._show_like(self._like)
        self.raise_()
        self.line.setFocus()

    def go_home(self) -> None:
        """Go back into the main window before another window is let go."""
        self.put_away()
        self.keep_draft()  # the window below it may have gone away with the line in it
        self._host.removeEventFilter(self)
        self._host = self._home
        self.setParent(self._home)
        self.hide()

    def show_draft(self, draft: dict[str, object]) -> str:
        """Put a kept draft into the line, for the next time that it is opened; return its text."""
        text, own = draft.get("text"), draft.get("id")
        if not isinstance(text, str) or not text:
            return ""
        if self.line.text():
            # Another one was begun before this was read: it comes back once that is counted, over a crash too.
            self._later = draft
            self._context.keep_draft(LATER_DRAFT, draft)
            return ""
        self._drafted = True
        self._id = UUID(own) if isinstance(own, str) else self._id
        self.show_text(text)
        return text

    def show_text(self, text: str) -> None:
        """Put words into the line and show what is like them; nobody typed them, so that they are no draft yet."""
        self.line.setText(text)
        self._look()

    def clear(self) -> None:
        """Empty the line; a draft that is kept stays."""
        self.line.clear()
        self._show_like([])

    def put_away(self) -> None:
        """Hide the line; what is half typed is kept. The officer is back where they were."""
        if not self.isVisible():
            return
        self.keep_draft()
        self._close()

    def count(self, question: UUID | None = None) -> None:
        """Count what is typed, or the question that is named."""
        typed = _Typed(self.line.text().strip(), self._id)
        if not typed.text and question is None:
            self._say(self._context.words(N_("Write what was asked.")), "muted")
            return
        house, place, host = self._context.house, self._place, self._host
        self._draft_timer.stop()
        self._drafted = False

        def work() -> Asked:
            return house.questions.ask(
                typed.text, question=question, event=place(house), meeting_id=typed.id, draft=QUESTION_DRAFT
            )

        self._context.tasks.run(
            work, lambda asked: self._counted(asked, host), owner=self, failed=lambda error: self._refused(error, typed)
        )
        self.line.clear()
        self._id = uuid4()
        self._like = []
        self._close()
        later, self._later = self._later, {}
        if self.show_draft(later):
            self._context.keep_draft(QUESTION_DRAFT, later, LATER_DRAFT)

    def keep_draft(self) -> None:
        """Keep what is half typed in the workspace."""
        self._draft_timer.stop()
        text = self.line.text().strip()
        if text or self._drafted:
            self._drafted = bool(text)
            draft = {"text": text, "id": str(self._id)} if text else {}
            self._context.keep_draft(QUESTION_DRAFT, draft, owner=self, failed=self._draft_failed)

    # Keys ------------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose, Enter counts, Escape puts away; the window behind does not save with Ctrl+Enter."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place_self()
        if watched is not self.line or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        own = event.key() in (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if own and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if own and event.type() == QEvent.Type.KeyPress:
            self._pressed(event)
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif not event.isAutoRepeat():
            chosen = self.list.current()
            known = chosen if isinstance(chosen, UUID) and not event.modifiers() & _CTRL else None
            self.count(known)

    def _step(self, by: int) -> None:
        """Go through the like questions; before the first and after the last stands what is typed."""
        row = (self.list.currentIndex().row() + 1 + by) % (len(self._like) + 1) - 1
        self.list.setCurrentIndex(self.list.model().index(row, 0))
        self._explain()
        self._place_self()

    # Reading ---------------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._pause.start()
        self._say("", "muted")
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def _look(self) -> None:
        text, house = self.line.text(), self._context.house

        def take(found: list[LikeQuestion]) -> None:
            if text == self.line.text():
                self._show_like(found)

        self._context.read(lambda: house.questions.like(text, _MOST), take, self)

    def _show_like(self, found: list[LikeQuestion]) -> None:
        words = self._context.words
        self._like = found
        lines = [Line(one.question.text, note=say_times(one.asked, words), icon="help", data=one.question.id) for one in found]
        self.list.clearSelection()
        self.list.setCurrentIndex(self.list.model().index(-1, 0))
        self.list.show_lines(lines)
        self.list.setVisible(bool(lines))
        self.list.setFixedHeight(self.list.height_of_all() if lines else 0)
        self._explain()
        self._place_self()

    def _explain(self) -> None:
        words = self._context.words
        chosen = next((one.question for one in self._like if one.question.id == self.list.current()), None)
        if chosen is not None:
            text = words(N_("Enter counts this question once more. Ctrl+Enter counts what is typed as a new one."))
            # Whoever asks stands there: what we answered is what the officer wants to say.
            text = f"{words(N_('Our answer'))}: {chosen.answer}\n{text}" if chosen.answer else text
        elif self._like:
            text = words(N_("Enter counts a new question. Arrow down chooses one that was asked before."))
        else:
            text = words(N_("Enter counts the question. Esc puts it away; it is kept."))
        self._say(text, "muted")

    # Answers ---------------------------------------------------------------------------------------------------------

    def _counted(self, asked: Asked, host: QWidget) -> None:
        self._context.changes.publish(asked.changes, self)
        self.asked.emit(asked, host)

    def _refused(self, error: Exception, typed: _Typed) -> None:
        """Bring back what could not be counted."""
        why = say_why(error, self._context.words)
        if not why:
            self._context.tasks.failed.emit(error)
        if not self.line.text():
            self._id = typed.id
            self.line.setText(typed.text)
        self.open_over(self._host, self._place)
        self._say(why, "danger")
        self._drafted = True

    def _draft_failed(self, error: Exception) -> None:
        why = say_why(error, self._context.words)
        if why:
            self._say(why, "danger")
        else:
            self._context.tasks.failed.emit(error)

    # Looks -----------------------------------------------------------------------------------------------------------

    def _enlarge(self, times: float) -> None:
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * times)
        for widget in (self.line, self.list):
            widget.setFont(font)

    def _build(self) -> None:
        words = self._context.words
        self.setProperty("role", "palette")
        title = QLabel()
        set_role(title, "heading")
        words.bind(title.setText, N_("What was asked?"))
        words.bind(self.line.setAccessibleName, N_("What was asked?"))
        words.bind(self.line.setPlaceholderText, N_("When does the snow clearing come out? #roads"))
        words.bind(self.list.setAccessibleName, N_("Asked before"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        self.status.setWordWrap(True)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        for part in (title, self.line, self.list, self.status):
            column.addWidget(part)
        self._explain()

    def _wire(self) -> None:
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._look)
        self._draft_timer = QTimer(self, interval=DRAFT_EVERY, singleShot=True)
        self._draft_timer.timeout.connect(self.keep_draft)
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self.list.chosen.connect(lambda question: self.count(question))
        self._context.words.changed.connect(self._explain)

    def _place_self(self) -> None:
        if not self.isVisible():
            return
        host = self._host
        width = min(_WIDEST, host.width() - 2 * WIDE)
        layout = self.layout()
        height = max(layout.heightForWidth(width), layout.minimumSize().height()) if layout else 0
        self.setGeometry((host.width() - width) // 2, max(WIDE, host.height() // 8), width, height)

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)

    def _close(self) -> None:
        self.hide()
        back, self._back = self._back, None
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus()


_CTRL = Qt.KeyboardModifier.ControlModifier


def event_under_way(house: House) -> UUID | None:
    """Where a question is counted that is typed over any page: at the event that is going on."""
    event = house.events.under_way(house.now())
    return event.id if event else None


def counted_at(event: UUID | None) -> Place:
    """Count at one event, or at none."""
    return lambda _house: None if event == NO_EVENT else event
