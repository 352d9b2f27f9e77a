"""The dialog *Purposes and information texts*: why people are registered, and what they are told, as dated versions.

A version that has begun is not rewritten, because people were told by it: it is shown, and *New version* starts from its words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.privacy_text import Notice
from outreach.domain.processing import BASIS_LABELS, PrivacyText, Purpose
from outreach.domain.purposes import in_language
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, OutreachError
from outreach.explain import explain
from outreach.language import LANGUAGES, N_, NN_
from outreach.services.privacy import Stored
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.privacy.notices_forms import PurposeForm, TextForm
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

TITLE = N_("Purposes and information texts")
PEOPLE = NN_("{n} person", "{n} people")
LANGUAGE_NAMES = {"sv": N_("Swedish"), "en": N_("English")}
BUILT_IN = N_("the program's text, until there is one of your own")
NOW, COMING, PAST = N_("holds now"), N_("comes"), N_("has been replaced")


class NoticesDialog(QDialog):
    """Left the purposes and the versions, right the one that is chosen."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        #: The list has been read.
        self.settled = False
        self._stored: Stored | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words = context.words
        words.bind(self.setWindowTitle, TITLE)
        self.list = LineList(tall=True)
        words.bind(self.list.setAccessibleName, TITLE)
        self.text_form, self.purpose_form = TextForm(context), PurposeForm(context)
        self.form = QStackedWidget()
        self.form.addWidget(self.text_form)
        self.form.addWidget(self.purpose_form)
        self.new_text_button = self._button(N_("New version"), "add", self.new_text)
        self.new_purpose_button = self._button(N_("New purpose"), "add", self.new_purpose)
        self.save_button = self._button(N_("Save"), "", self.save)
        self.close_button = self._button(N_("Close"), "", self.accept)
        set_role(self.save_button, "primary")
        self.wrong = QLabel()
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        self.wrong.setWordWrap(True)
        set_role(self.wrong, "danger")
        self.wrong.hide()
        self._lay_out()
        self.list.moved.connect(self._choose)
        words.changed.connect(self._fill)
        self.read()

    def read(self) -> None:
        """Read purposes, versions, and what holds today."""
        privacy = self._context.house.privacy
        self._context.read(privacy.stored, self._show, self)

    def new_text(self) -> None:
        """Begin a version with the words of the one that is chosen, else with those that hold; from tomorrow on."""
        if self._stored is None:
            return
        current = self.list.current()
        code = current.language if isinstance(current, (PrivacyText, Notice)) else self._context.words.language.code
        begun = current if isinstance(current, (PrivacyText, Notice)) else self._stored.notices[code]
        tomorrow = home_day(self._context.house.now()) + timedelta(days=1)
        made = PrivacyText(language=code, label="", valid_from=tomorrow, short=begun.short, full=begun.full)
        self.form.setCurrentWidget(self.text_form)
        self.text_form.show_text(made, editable=True)
        self._say_enabled(can_save=True)
        self.text_form.label.setFocus()

    def new_purpose(self) -> None:
        """Begin a purpose."""
        self.form.setCurrentWidget(self.purpose_form)
        self.purpose_form.show_purpose(Purpose(key="", name="", law=""))
        self._say_enabled(can_save=True)
        self.purpose_form.key.setFocus()

    def save(self) -> None:
        """Keep what stands at the right."""
        privacy = self._context.house.privacy
        self._complain("")
        try:
            if self.form.currentWidget() is self.text_form:
                text = self.text_form.value()
                self._context.write(lambda: privacy.save_text(text), self, lambda _: self.read(), failed=self._failed)
            else:
                purpose = self.purpose_form.value()
                self._context.write(lambda: privacy.save_purpose(purpose), self, lambda _: self.read(), failed=self._failed)
        except InvalidInput as error:
            self._failed(error)

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, stored: Stored) -> None:
        self._stored, self.settled = stored, True
        self._fill()

    def _fill(self) -> None:
        stored, words = self._stored, self._context.words
        if stored is None:
            return
        lines = [Line(words(N_("Information texts")), heading=True)]
        for code in LANGUAGES:
            notice = stored.notices[code]
            if not notice.own:
                lines.append(self._built_in(notice))
            lines += [self._text_line(one, notice) for one in stored.texts if one.language == code]
        lines.append(Line(words(N_("Purposes")), heading=True))
        lines += [self._purpose_line(one, stored.counts.get(one.key, 0)) for one in stored.purposes]
        self.list.show_lines(lines, first=True)
        self._choose(self.list.current())

    def _built_in(self, notice: Notice) -> Line:
        words = self._context.words
        title = f"{words(LANGUAGE_NAMES[notice.language])} · {notice.label}"
        return Line(title, words(BUILT_IN), words(NOW), "check", data=notice)

    def _text_line(self, one: PrivacyText, notice: Notice) -> Line:
        words, today = self._context.words, home_day(self._context.house.now())
        holds = (one.label, one.valid_from) == (notice.label, notice.valid_from)
        state = NOW if holds else COMING if one.valid_from > today else PAST
        title = f"{words(LANGUAGE_NAMES[one.language])} · {one.label}"
        detail = words(N_("from {day}"), day=words.language.day(one.valid_from))
        return Line(title, detail, words(state), "check" if holds else "clock", data=one)

    def _purpose_line(self, one: Purpose, count: int) -> Line:
        words = self._context.words
        said = in_language(one, words.language)
        return Line(said.name, words(BASIS_LABELS[one.basis]), words.count(PEOPLE, count), "people", data=one)

    def _choose(self, data: object) -> None:
        self._complain("")
        today = home_day(self._context.house.now())
        if isinstance(data, Purpose):
            self.form.setCurrentWidget(self.purpose_form)
            self.purpose_form.show_purpose(in_language(data, self._context.words.language))
            self._say_enabled(can_save=True)
        elif isinstance(data, PrivacyText):
            self.form.setCurrentWidget(self.text_form)
            self.text_form.show_text(data, editable=data.valid_from > today)
            self._say_enabled(can_save=data.valid_from > today)
        elif isinstance(data, Notice):
            self.form.setCurrentWidget(self.text_form)
            shown = PrivacyText(
                language=data.language, label=data.label, valid_from=data.valid_from, short=data.short, full=data.full
            )
            self.text_form.show_text(shown, editable=False)
            self._say_enabled(can_save=False)

    def _failed(self, error: Exception) -> None:
        known = explain(error, self._context.words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self._context.tasks.failed.emit(error)
        else:
            self._complain(known.sentence)

    def _complain(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def _say_enabled(self, *, can_save: bool) -> None:
        self.save_button.setEnabled(can_save and self._context.house.can_write)

    def _button(self, text: str, icon: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        if icon:
            put_icon(button, icon)
        self._context.words.bind(button.setText, text)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        pair, foot = QHBoxLayout(), QHBoxLayout()
        pair.setSpacing(MARGIN)
        foot.setSpacing(GAP)
        pair.addWidget(self.list, 2)
        pair.addWidget(self.form, 3)
        for button in (self.new_text_button, self.new_purpose_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(pair, 1)
        column.addWidget(self.wrong)
        column.addLayout(foot)
        take_size(self, 1060, 640)
