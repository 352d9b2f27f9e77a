"""The button that names the view of a list, and the small window in which another one is chosen by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.saved_view import SavedView
from outreach.domain.search_text import plain, words
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.filter_bar import NARROW
from outreach.ui.lists.list_views import RENAME, SAVE_AS, ListViews
from outreach.ui.theme import GAP, set_role

ALL = N_("All")
#: What stands behind the name of a view when the list shows something else by now.
DEVIATES = N_("{name} *")
_WIDTH, _HIGHEST = 340, 560
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a line of the menu does. `id` finds the line again."""

    id: UUID | str
    run: Callable[[], object]


class ViewButton(QPushButton):
    """Names the view: "All", "Construction firms", and with a star when the list has been narrowed differently since."""

    wished = Signal()

    def __init__(self, context: Context, views: ListViews) -> None:
        super().__init__()
        self._context = context
        self._views = views
        self.setCheckable(True)
        self.setStyleSheet(NARROW)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the words
        put_icon(self, "chevron-down", "muted")
        self.clicked.connect(lambda: self.wished.emit())
        views.changed.connect(self.say)
        context.words.changed.connect(self.say)
        self.say()

    def say(self) -> None:
        """Say which view is shown."""
        say = self._context.words
        name = self._views.name() or say(ALL)
        deviates = self._views.deviates
        self.setText((say(DEVIATES, name=name) if deviates else name).replace("&", "&&"))
        self.setChecked(self._views.chosen is not None)
        self.setAccessibleName(say(N_("View: {name}"), name=self.text()))
        self.setToolTip(say(N_("The list shows something else than the view by now")) if deviates else say(N_("Views")))


class ViewsMenu(QFrame):
    """The views in a small window: typing searches, the arrows and Enter choose, Esc closes."""

    def __init__(self, context: Context, views: ListViews, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "card")
        self._context = context
        self._views = views
        self.search, self.list = QLineEdit(self), LineList(one_click=True)
        self._build()
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list.chosen.connect(self._take)
        views.read(self._fill)

    def open_below(self, button: QWidget) -> None:
        """Show under the button."""
        self._fill()
        self.move(button.mapToGlobal(QPoint(0, button.height() + 4)))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while one types, Enter chooses."""
        if watched is self.search and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _STEPS:
                self.list.step(_STEPS[Qt.Key(event.key())])
                return True
            if event.key() in _ENTER:
                self.list.take()
                return True
        return super().eventFilter(watched, event)

    def _take(self, choice: Choice) -> None:
        self.close()
        choice.run()

    def _fill(self, *_: object) -> None:
        asked = [plain(word) for word in words(self.search.text())]
        lines = list(self._lines(asked)) or [Line(self._context.words(N_("Nothing found")), heading=True)]
        self.list.show_lines(lines)
        chosen = self._views.chosen
        wanted = "all" if chosen is None else chosen.id
        rows = [row for row, line in enumerate(lines) if not line.heading]
        row = next((row for row in rows if lines[row].data.id == wanted and not asked), rows[0] if rows else -1)
        if row >= 0:
            self.list.setCurrentIndex(self.list.model().index(row, 0))
        self.setFixedSize(_WIDTH, min(self.list.height_of_all() + self.search.sizeHint().height() + 5 * GAP, _HIGHEST))

    def _lines(self, asked: list[str]) -> Iterator[Line]:
        views, say = self._views, self._context.words
        own = [self._view_line(view, view.name, "list" if view.is_picked else "filter") for view in views.saved]
        ours = [self._view_line(view, say(view.name), "filter") for view in views.suggested]
        first = [Line(say(ALL), icon="list", data=Choice("all", lambda: views.choose(None)))]
        parts = ((N_("Saved views"), own), (N_("Suggestions"), ours), (N_("This view"), self._deeds()))
        for heading, lines in (("", first), *parts):
            fitting = [line for line in lines if _fits(line.title, asked)]
            if fitting and heading:
                yield Line(say(heading), heading=True)
            yield from fitting

    def _view_line(self, view: SavedView, name: str, icon: str) -> Line:
        current = self._views.chosen is not None and self._views.chosen.id == view.id
        tone = "accent" if current else "muted"
        return Line(name, icon="check" if current else icon, icon_tone=tone, data=Choice(view.id, self._choose(view)))

    def _choose(self, view: SavedView) -> Callable[[], None]:
        return lambda: self._views.choose(view)

    def _deeds(self) -> list[Line]:
        views, say = self._views, self._context.words
        deeds = [Line(say(SAVE_AS), icon="add", data=Choice("save", views.save_as))]
        if views.can_be_kept:
            name = views.name()
            if views.deviates:
                text = say(N_("Update “{name}”"), name=name)
                deeds.append(Line(text, icon="check", data=Choice("update", views.update)))
            deeds.append(Line(say(RENAME), icon="edit", data=Choice("rename", views.rename)))
            text = say(N_("Delete “{name}”"), name=name)
            deeds.append(Line(text, icon="delete", data=Choice("delete", views.delete)))
        return deeds

    def _build(self) -> None:
        self.search.setClearButtonEnabled(True)
        set_role(self.search, "search")
        self._context.words.bind(self.search.setPlaceholderText, N_("Search views"))
        self._context.words.bind(self.search.setAccessibleName, N_("Search views"))
        self._context.words.bind(self.list.setAccessibleName, N_("Views"))
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)


def _fits(title: str, asked: list[str]) -> bool:
    own = [plain(word) for word in words(title)]
    return all(any(word.startswith(one) for word in own) for one in asked)
