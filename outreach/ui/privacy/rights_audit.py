"""The window *Audit log*: who took what out of the register, and whether each line stands as it was written."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from outreach.domain.audit import DEED_LABELS, AuditLine, AuditState, compared_with
from outreach.domain.handout import HANDOUT_LABELS
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.kinds import KIND_TITLES
from outreach.ui.line_list import Line, LineList
from outreach.ui.privacy.rights_dialog import RightsDialog
from outreach.ui.theme import set_role, take_size
from outreach.ui.words import Words

TITLE = N_("Audit log")
WHOLE = NN_("The log is whole: {n} line, as it was written.", "The log is whole: {n} lines, each as it was written.")
MOST = 1_000
#: What stands in a line, in words; what is not here stands under its own name.
_DETAILS = {
    "rows": N_("rows"),
    "people": N_("people"),
    "records": N_("records"),
    "count": N_("number"),
    "ground": N_("ground"),
    "decision": N_("decision"),
    "masked": N_("masked"),
    "file": N_("file"),
    "kept": N_("kept"),
    "kind": N_("kind"),
}
#: What a line calls a print or a file by, in words.
_KINDS: dict[str, str] = {
    **{kind.value: label for kind, label in HANDOUT_LABELS.items()},
    **{kind.value: label for kind, label in KIND_TITLES.items()},
    "dialogue": N_("Dialogue log"),
}


class AuditDialog(RightsDialog):
    """The log, newest first, of all deeds or one."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent, TITLE)
        words = self.words
        words.bind(self.heading.setText, N_("Who took people's data out of the register, or looked at much of it"))
        self.about = self.text(
            N_("Lines hold numbers and references, never names. Each seals the one before, so that a changed line is found.")
        )
        self.deeds = QComboBox()
        words.bind(self.deeds.setAccessibleName, N_("Only this deed"))
        self.deeds.addItem(words(N_("All deeds")), "")
        for deed, label in sorted(DEED_LABELS.items(), key=lambda one: words(one[1])):
            self.deeds.addItem(words(label), deed)
        self.state = self.text(role="subheading")
        row = QHBoxLayout()
        row.addWidget(self.deeds)
        row.addWidget(self.state, 1)
        self.list = LineList(tall=True)
        words.bind(self.list.setAccessibleName, TITLE)
        self.column.addWidget(self.about)
        self.column.addLayout(row)
        self.column.addWidget(self.list, 1)
        self.check_button = self.button(N_("Check every line"), self.check, "check", "primary")
        self.finish(self.check_button)
        self.deeds.currentIndexChanged.connect(lambda _: self.look())
        take_size(self, 760, 560)
        self.look()

    def look(self) -> None:
        """Read the latest lines."""
        audit, deed = self.context.house.audit, str(self.deeds.currentData())
        self.read(lambda: audit.latest(MOST, deed), self._show)

    def check(self) -> None:
        """Look at every line."""
        self.read(self.context.house.audit.check, self._checked)

    def _show(self, found: list[AuditLine]) -> None:
        words = self.words
        self.settled = True
        lines = [self._line(one) for one in found]
        if not lines:
            empty = words(N_("Nothing has been exported, printed, extracted or erased yet."))
            lines = [Line(empty, words(N_("What is stands here by itself.")))]
        self.list.show_lines(lines, first=True)

    def _line(self, one: AuditLine) -> Line:
        words = self.words
        said = [
            f"{words(_DETAILS[name])}: {_plain(value, words)}" for name, value in one.detail.items() if name in _DETAILS and value
        ]
        detail = " · ".join(part for part in (one.who, one.device, *said) if part)
        title = f"{one.number}  {words(DEED_LABELS.get(one.deed, one.deed))}"
        return Line(title, detail, words.language.moment(one.at), icon="list", data=one.number)

    def _checked(self, state: AuditState) -> None:
        words = self.words
        set_role(self.state, "success" if state.is_sound else "danger")
        if state.is_sound:
            self.state.setText(f"{words.count(WHOLE, state.lines)} {compared_with(state, words.language)}")
        else:
            number = words.language.number(state.broken) if isinstance(state.broken, int) else "–"
            self.state.setText(words(N_("Line {number} of the audit log: {why}."), number=number, why=words(state.why)))


def _plain(value: Any, words: Words) -> str:
    if isinstance(value, bool):
        return words(N_("yes") if value else N_("no"))
    if isinstance(value, int):
        return words.language.number(value)
    if isinstance(value, list):
        return ", ".join(_plain(one, words) for one in value)
    return words(_KINDS[value]) if value in _KINDS else str(value)
