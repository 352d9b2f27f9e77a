"""The list of keys (F1) and the page about the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach import __version__
from outreach.language import N_
from outreach.ui.commands import Command
from outreach.ui.icons import application_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.palette import command_home
from outreach.ui.theme import GAP, MARGIN, WIDE, take_size
from outreach.ui.words import Words

#: Keys of the capture window and of lists, which are no commands of the menu bar.
MORE_KEYS = (
    (N_("The menu bar; Alt and an underlined letter opens one menu"), "F10"),
    (N_("Save the conversation, and begin the next one"), "Ctrl+Return"),
    (N_("Put the conversation aside; it is kept"), "Escape"),
    (N_("Bring back what was put aside"), "Ctrl+B"),
    (N_("Correct who the last conversation was with"), "Ctrl+E"),
    (N_("Take a copied signature or address apart"), "Ctrl+Shift+V"),
    (N_("Fair mode: hide the screen from those who pass by, or show it"), "Ctrl+."),
    (N_("Fair mode: leave"), "Ctrl+W"),
    (N_("Conversation: show the visitor what we keep and why, put it away"), "Alt+I"),
    (N_("A note's hint about sensitive words: it is meant"), "Alt+M"),
    (N_("Take the last saved conversation back (empty form)"), "Ctrl+Z"),
    (N_("Cards to type in: the next one"), "Alt+Down"),
    (N_("Cards to type in: turn the picture"), "Ctrl+R"),
    (N_("Today: the follow-up is done"), "D"),
    (N_("Today: put it off to the next working day"), "P"),
    (N_("Today: answer the follow-up by e-mail"), "A"),
    (N_("Today: the next of the four lists"), "Tab"),
    (N_("Answer by e-mail, write to many: make the drafts"), "Ctrl+Return"),
    (N_("Today: the task of an event is done, the thing is packed"), "Space"),
    (N_("Calendar: move the chosen event by days, in the week by quarters too"), "Alt+Right, Alt+Down"),
    (N_("Calendar, week: let the chosen event end later"), "Alt+Shift+Down"),
    (N_("Calendar: the next event of the day"), "Tab"),
    (N_("To be told to everyone: it was published"), "Ctrl+Return"),
    (N_("Coverage: copy the table"), "Ctrl+C"),
    (N_("Effect, figures to compare with: add, remove"), "Ctrl+Return, Del"),
    (N_("Effect, purchases that came back: link the two"), "Return"),
    (N_("Tenders, board: move the tender to the next stage"), "Ctrl+Right"),
    (N_("Tenders, time line: move the date chosen by an arrow by a day, by a week"), "Alt+Right, Alt+Shift+Right"),
    (N_("Tenders, time line: closer, further off, today"), "+, -, T"),
    (N_("Contracts that run out: propose no new tender"), "Del"),
    (N_("Contracts, a promise: it was kept, it was not"), "O, A"),
    (N_("Results without a contract: make none"), "Del"),
    (N_("Letter to a supplier: save it as PDF, make an e-mail draft"), "Ctrl+Shift+S, Ctrl+Shift+E"),
    (N_("Who may want to know: tick all, keep the list"), "Ctrl+A, Ctrl+Return"),
    (N_("Bids of a tender: mark the winner, keep"), "F7, Ctrl+Return"),
    (N_("Who did not bid: keep a reason"), "1, 2, 3"),
    (N_("Watch lists: mark as seen, ask TED, new list"), "Ctrl+Return, Ctrl+T, Ctrl+N"),
    (N_("Tell all who were notified: write the drafts"), "Ctrl+Return"),
    (N_("Asked most in a year: save the page"), "Ctrl+P"),
    (N_("Questions to colleagues: enter an answer"), "Return"),
    (N_("Any text that is printed: how plain it is"), "F7"),
    (N_("Plain language: the next place, the one before"), "F8, Shift+F8"),
    (N_("Plain language: put the first replacement in"), "Alt+1"),
    (N_("Handouts: move the tender up"), "Alt+Up"),
    (N_("Handouts, preview: closer, further off, the whole page"), "+, -, 0"),
    (N_("Handouts, preview: the next page"), "PgDown"),
    (N_("Plan: tick a task, pack a thing"), "Space"),
    (N_("Plan: change the line"), "Return"),
    (N_("Plan: move the line up"), "Alt+Up"),
    (N_("Plan: the next part"), "Ctrl+PgDown"),
    (N_("Network: the next tab, the one before"), "Ctrl+Tab, Ctrl+Shift+Tab"),
    (N_("What waits for the server: send now, drop"), "Ctrl+Return, Del"),
    (N_("Invite window, letter: do what is due on top, hand over"), "Ctrl+Return"),
    (N_("Invite window: the guest comes, does not come, perhaps"), "J, N, K"),
    (N_("Invite window: address, other language, who got what when"), "E, S, H"),
    (N_("Invite window: uninvite"), "Del"),
    (N_("Letter: the next guest"), "Alt+Right"),
    (N_("Invite window, answers to decide: read the copied answer"), "Ctrl+V"),
)


class KeysDialog(QDialog):
    """Every key with what it does, by menu."""

    def __init__(self, words: Words, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words(N_("Keys")))
        take_size(self, 560, 600)
        self.list = LineList()
        self.list.setAccessibleName(words(N_("Keys")))
        self.list.show_lines(_key_lines(words, commands))
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.list)
        column.addLayout(close_row(words, self))


class AboutDialog(QDialog):
    """What the program is, its version, and where the workspace lies."""

    def __init__(self, words: Words, place: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words(N_("About Outreach")))
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(64, 64))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(picture)
        purpose = words(N_("Meet suppliers, log what was said, and follow each talk to a tender and a bid."))
        version = words(N_("Version {version}"), version=__version__)
        licence = words(N_("Free software under the European Union Public Licence 1.2 (EUPL-1.2)"))
        for text, role in (("Outreach", "title"), (purpose, ""), (version, "muted"), (place, "muted"), (licence, "muted")):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
            label.setProperty("role", role)
            column.addWidget(label)
        column.addSpacing(GAP)
        column.addLayout(close_row(words, self))
        self.setMinimumWidth(440)


def close_row(words: Words, dialog: QDialog) -> QHBoxLayout:
    """Return a row with a *Close* button at the right."""
    close = QPushButton(words(N_("Close")))
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(close)
    return row


def _key_lines(words: Words, commands: Sequence[Command]) -> list[Line]:
    lines: list[Line] = []
    for home in dict.fromkeys(command_home(command) for command in commands):
        keyed = [command for command in commands if command_home(command) == home and command.keys]
        if keyed:
            lines.append(Line(words(home), heading=True))
            lines += [Line(words(command.text).rstrip(" …"), note=_shown(command.keys), icon=command.icon) for command in keyed]
    lines.append(Line(words(N_("In the windows")), heading=True))
    return lines + [Line(words(text), note=_shown(keys)) for text, keys in MORE_KEYS]


def _shown(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
