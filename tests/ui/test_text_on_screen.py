"""Names that look like HTML are shown to the letter, on every page, and never make the program open a file (R47)."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QToolTip, QVBoxLayout, QWidget

from outreach.domain.company import Company
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.ui.errors_dialog import ErrorDialog
from outreach.ui.escaped_text import marked_label
from tests.ui.at_rest import come_to_rest

_IN_OPEN, _IN_NONBLOCK = 0x20, 0o4000


def payloads(picture: Path) -> list[str]:
    """Thirty names as strangers' files bring them."""
    image = f'<img src="{picture}">'
    return [
        image, f"Anna {image}", f'<img src="file://{picture}">', f"<IMG SRC='{picture}' width=1>",
        f'<body background="{picture}">x',
        f'<table background="{picture}"><tr><td>x</table>', f'<a href="file://{picture}">Anna</a>', "<b>Anna</b>", "<i>Bo</i> & Co",
        "&amp;", "&lt;b&gt;", "R&D", "a < b > c", "<!-- Anna -->", "<script>alert(1)</script>", "<h1>Stor</h1>",
        "<br>", "<p>", "# Rubrik", "**fet**", "[länk](http://x.example)", "\u202eagnA", "Anna\u202d\u2066", "a\u0301",
        "\u200bAnna", "Å" * 60,
        "&#60;b&#62;", "<font color=red>röd</font>", f'<style>@import url("{picture}")</style>', "qrc:/x <u>u</u>",
    ]  # fmt: skip


class Opened:
    """Counts how often a file is opened, by anybody (inotify)."""

    def __init__(self, file: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = self._libc.inotify_init1(_IN_NONBLOCK)
        assert self._libc.inotify_add_watch(self._handle, os.fsencode(file), _IN_OPEN) >= 0

    def count(self) -> int:
        try:
            data = os.read(self._handle, 65_536)
        except BlockingIOError:
            return 0
        count, at = 0, 0
        while at < len(data):
            count += 1
            at += 16 + struct.unpack_from("iIII", data, at)[3]
        return count

    def close(self) -> None:
        os.close(self._handle)


@pytest.fixture
def picture(tmp_path):
    if sys.platform != "linux":
        pytest.skip("inotify tells who opens a file on Linux alone")
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    file = tmp_path / "payload.png"
    assert image.save(str(file))
    watch = Opened(file)
    yield file, watch
    watch.close()


def shown_labels() -> list[QLabel]:
    return [one for one in QApplication.allWidgets() if isinstance(one, QLabel) and one.isVisible() and one.text()]


def test_pages_show_names_to_the_letter_and_open_no_file(window, picture, qtbot):
    file, watch = picture
    house = window.context.house
    names = payloads(file)

    def fill():
        companies = [Company(name=name, notes=name, tags=("x",)) for name in names]
        for one in companies:
            house.companies.save(one)
        people = [Person(name=name, notes=name, roles=(Role(one.id, name),)) for name, one in zip(names, companies, strict=True)]
        for one in people:
            house.people.save(one)
        house.tenders.save(Tender(title=names[0], description=names[1]))
        return people

    made = []
    window.parts.tasks.run(fill, made.extend)
    come_to_rest(qtbot, window.parts.tasks)
    seen = 0
    for name in ("people", "companies", "tenders", "today"):
        window.show_page(name)
        come_to_rest(qtbot, window.parts.tasks)
        window.grab()
    for person in made[:: max(1, len(made) // 6)]:
        window.shell.open_record(Kind.PERSON, person.id)
        come_to_rest(qtbot, window.parts.tasks)
        window.grab()
        labels = shown_labels()
        assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
        seen += any(person.name.strip() in label.text() for label in labels)
    assert seen >= 5, "the names are on the screen as they are stored"
    assert watch.count() == 0


def test_messages_tooltips_and_the_toast_open_no_file(window, picture, qtbot):
    file, watch = picture
    name = f'<img src="{file}">'
    window.toast.say(f"Saved {name}", "Undo", lambda: None)
    box = QMessageBox(window)
    box.setText(name)
    box.setInformativeText(name)
    box.show()
    from outreach.explain import Explanation

    error = ErrorDialog(window.parts.words, Explanation(name, name, name), window)
    error.show()
    QToolTip.showText(window.mapToGlobal(window.rect().center()), name, window)
    marked = marked_label([(name, True), ("<b>", False)])
    marked.show()
    QCoreApplication.processEvents()
    for shown in (window, box, error, marked, *(one for one in QApplication.topLevelWidgets() if isinstance(one, QLabel))):
        shown.grab()
    assert watch.count() == 0
    assert name in window.toast.sentence
    assert [label.text() for label in box.findChildren(QLabel) if name in label.text()]
    QToolTip.hideText()
    box.close()
    error.close()
    marked.close()


def test_the_control_without_the_gate_qt_reads_the_file(qapp, picture):
    file, watch = picture
    sheet = qapp.styleSheet()
    qapp.setStyleSheet("")
    try:
        shown = QWidget()
        QVBoxLayout(shown).addWidget(QLabel(f'Anna <img src="{file}">'))
        shown.show()
        shown.grab()
        assert watch.count() > 0
        shown.close()
    finally:
        qapp.setStyleSheet(sheet)
