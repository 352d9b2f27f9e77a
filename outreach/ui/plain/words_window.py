"""The list of hard words and what to write instead: the program's, with the unit's own on top; each change can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach.domain import search_text
from outreach.domain.changes import Changes
from outreach.domain.plain.jargon import JargonWord
from outreach.domain.rule import PlainWord
from outreach.domain.sorting import sort_key
from outreach.errors import InvalidInput
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.help_dialogs import close_row
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

#: The fields by the names that `InvalidInput` gives them.
WORD, PLAIN = N_("Hard word"), N_("In its place")
#: Wide enough for two buttons side by side in Swedish, in pixels.
_FORM_WIDTH = 420
#: Where the four buttons stand: row, column, rows, columns.
_SEATS = ((0, 0, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (0, 1, 1, 1))
_LANGUAGES = {"sv": N_("Swedish words"), "en": N_("English words")}
_COUNT = NN_("{n} word", "{n} words")


class WordsWindow(QDialog):
    """Shows, adds, changes and drops hard words. What is written in the fields holds once it is saved."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.words: list[JargonWord] = []
        self.dropped: list[str] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search, self.language, self.list = QLineEdit(), QComboBox(), LineList(tall=True)
        self.count = text_label("", "caption")
        self.fields = {
            WORD: Field(context, WORD, QLineEdit(), N_("As it stands in a dictionary, such as “avrop”.")),
            PLAIN: Field(context, PLAIN, QLineEdit(), N_("One or more, best first, with commas between.")),
        }
        self.forms = Field(context, N_("Further forms"), QLineEdit(), N_("Usual endings are found anyway. Commas between."))
        self.why = Field(context, N_("Explanation"), QLineEdit(), N_("One kind sentence."))
        self.save_button, self.drop_button, self.back_button, self.new_button = (QPushButton() for _ in range(4))
        self._build()
        self.search.textChanged.connect(lambda _: self._fill())
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.language.currentIndexChanged.connect(lambda _: self.read())
        self.list.moved.connect(self._show)
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self._fill)
        self._show(None)
        self.read()
        self.search.setFocus()

    @property
    def of(self) -> str:
        """The language of the words that are shown."""
        return str(self.language.currentData())

    def _written(self, _changes: Changes, _origin: object) -> None:
        self.read()

    def read(self) -> None:
        """Read the list."""
        verbs, of = self.context.house.plain_language, self.of

        def work() -> tuple[list[JargonWord], list[str]]:
            dropped = [one.word for one in verbs.own_words() if one.dropped and one.language == of]
            return sorted(verbs.words(of), key=lambda one: sort_key(one.word)), dropped

        def take(found: tuple[list[JargonWord], list[str]]) -> None:
            self.words, self.dropped = found
            self._fill()

        self.context.read(work, take, self)

    def save(self) -> None:
        """Keep what stands in the fields."""
        for field in self.fields.values():
            field.clear_error()
        word = PlainWord(
            word=_text(self.fields[WORD]),
            language=self.of,
            forms=_parts(self.forms),
            plain=_parts(self.fields[PLAIN]),
            explanation=_text(self.why),
        )
        verbs = self.context.house.plain_language
        self._write(lambda: verbs.put_word(word))

    def drop(self) -> None:
        """Stop marking the current word."""
        verbs, word, of = self.context.house.plain_language, _text(self.fields[WORD]), self.of
        self._write(lambda: verbs.drop_word(word, of))

    def bring_back(self) -> None:
        """Let the program's own entry hold again."""
        verbs, word, of = self.context.house.plain_language, _text(self.fields[WORD]), self.of
        self._write(lambda: verbs.restore_word(word, of))

    def begin(self) -> None:
        """Empty the fields for a new word."""
        self.list.clearSelection()
        self._show(None)
        self.fields[WORD].editor.setFocus()

    def _write(self, work: Callable[[], Changes]) -> None:
        self.context.write(work, self, failed=self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, InvalidInput) and error.field in self.fields:
            field = self.fields[error.field]
            field.show_error(self.context.words(error.reason, **error.values))
            field.editor.setFocus()
        else:
            self.context.tasks.failed.emit(error)

    def _fill(self) -> None:
        words = self.context.words
        for number, text in enumerate(_LANGUAGES.values()):
            self.language.setItemText(number, words(text))
        asked = search_text.plain(self.search.text().casefold().strip())
        shown = [one for one in self.words if asked in search_text.plain(" ".join((one.word, *one.plain)).casefold())]
        own, gone = words(N_("ours")), words(N_("dropped"))
        notes = [one.credit or (own if one.own else "") for one in shown]
        pairs = zip(shown, notes, strict=True)
        lines = [Line(one.word, ", ".join(one.plain), note, "help", "accent", data=one) for one, note in pairs]
        lines += [Line(word, "", gone, "close", done=True, data=word) for word in self.dropped if asked in word.casefold()]
        self.list.show_lines(lines)
        self.count.setText(words.count(_COUNT, len(lines)))

    def _show(self, entry: JargonWord | str | None) -> None:
        known = entry if isinstance(entry, JargonWord) else None
        values = (known.word, ", ".join(known.plain), ", ".join(known.forms), known.explanation) if known else ("", "", "", "")
        if isinstance(entry, str):
            values = (entry, "", "", "")
        for field, text in zip((self.fields[WORD], self.fields[PLAIN], self.forms, self.why), values, strict=True):
            field.clear_error()
            line = field.editor
            assert isinstance(line, QLineEdit)
            line.setText(text)
            line.setCursorPosition(0)
        self.drop_button.setEnabled(known is not None)
        self.back_button.setEnabled(isinstance(entry, str) or (known is not None and known.changed))

    def _build(self) -> None:
        words = self.context.words
        words.bind(self.setWindowTitle, N_("Hard words"))
        words.bind(self.search.setPlaceholderText, N_("Search hard words"))
        words.bind(self.search.setAccessibleName, N_("Search hard words"))
        words.bind(self.language.setAccessibleName, N_("Language"))
        words.bind(self.list.setAccessibleName, N_("Hard words"))
        self.search.setClearButtonEnabled(True)
        for code in _LANGUAGES:
            self.language.addItem("", code)
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.language)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addLayout(head)
        left.addWidget(self.list, 1)
        left.addWidget(self.count)
        row = QHBoxLayout()
        row.setSpacing(WIDE)
        row.addLayout(left, 3)
        # On a low screen the fields scroll; without this the window would be taller than the screen.
        room = QScrollArea()
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setWidgetResizable(True)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setMinimumWidth(_FORM_WIDTH)
        form = QWidget()
        stands = QVBoxLayout(form)
        stands.setContentsMargins(0, 0, GAP, 0)
        stands.addWidget(self._form())
        stands.addStretch(1)
        room.setWidget(form)
        row.addWidget(room, 2)
        title = text_label("", "title")
        words.bind(title.setText, N_("Hard words and what to write instead"))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(title)
        column.addLayout(row, 1)
        column.addLayout(close_row(words, self))
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
            button.setDefault(False)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)
        screen = self.screen().availableGeometry()
        self.resize(min(960, screen.width() - 48), min(640, screen.height() - 64))

    def _form(self) -> QFrame:
        words = self.context.words
        card = QFrame()
        set_role(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for field in (self.fields[WORD], self.fields[PLAIN], self.forms, self.why):
            column.addWidget(field)
        texts = (N_("Save the word"), N_("Stop marking it"), N_("Put the built-in word back"), N_("New word"))
        deeds = (self.save, self.drop, self.bring_back, self.begin)
        buttons = (self.save_button, self.drop_button, self.back_button, self.new_button)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for number, (button, text, deed) in enumerate(zip(buttons, texts, deeds, strict=True)):
            words.bind(button.setText, text)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            grid.addWidget(button, *_SEATS[number])
        column.addLayout(grid)
        set_role(self.save_button, "primary")
        words.bind(self.save_button.setToolTip, N_("Save (Ctrl+Enter)"))
        return card


def _text(field: Field) -> str:
    line = field.editor
    assert isinstance(line, QLineEdit)
    return line.text().strip()


def _parts(field: Field) -> tuple[str, ...]:
    return tuple(part.strip() for part in _text(field).split(",") if part.strip())
