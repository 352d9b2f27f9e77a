"""The question before a web page is opened: a link in a notice comes from outside, so its host is named first."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from outreach.language import N_
from outreach.ui.opening import open_address
from outreach.ui.words import Words


class LinkQuestion(QMessageBox):
    """Asks whether to leave for the web. Nothing but http and https is ever opened."""

    def __init__(self, words: Words, link: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._link = link
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(words(N_("Open a web page")))
        self.setText(words(N_("Open {host} in the web browser?"), host=web_host(link)))
        self.setInformativeText(link)
        self.open_button = self.addButton(words(N_("Open")), QMessageBox.ButtonRole.AcceptRole)
        self.addButton(words(N_("Cancel")), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.open_button)
        self.open_button.clicked.connect(self._go)

    def _go(self) -> None:
        if web_host(self._link):
            open_address(self._link)


def web_host(link: str) -> str:
    """Return the host of an http or https address as it is on the wire, or "" for anything else.

    A host with foreign letters is shown in its ASCII form, so that a look-alike of a known name can be told.
    """
    try:
        parts = urlsplit(link.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
