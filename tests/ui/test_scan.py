"""The preview of what was scanned or pasted, in the officer's hands; and that a hostile code opens nothing."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest
import segno
import shiboken6
from PIL import Image
from PySide6.QtCore import QMimeData, QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.ui.context import Context
from outreach.ui.main_window import MainWindow
from outreach.ui.scan.camera import CameraDialog, multimedia
from outreach.ui.scan.desk import is_for_preview
from outreach.ui.scan.dialog import ScanDialog
from outreach.ui.scan.dialog_parts import DETAIL, START
from outreach.ui.scan.own_card import OwnCardScreen
from outreach.ui.tasks import Tasks
from tests.domain.test_web_link import HOSTILE
from tests.ui.at_rest import come_to_rest

ROOT = Path(__file__).parents[2]
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Öberg;Åsa\r\nFN:Åsa Öberg\r\nORG:Öbergs Bygg AB\r\nTITLE:Platschef\r\n"
    "TEL:070-174 06 05\r\nEND:VCARD\r\n"
)
Settle = Callable[[], None]


def code(text: str) -> bytes:
    written = io.BytesIO()
    segno.make(text, micro=False, encoding="utf-8").save(written, kind="png", scale=4, border=4)
    return written.getvalue()


def blank() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (300, 200), "#dddddd").save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> ScanDialog:
    assert window.desk is not None
    opened = window.desk.scanning.scan(None)
    assert isinstance(opened, ScanDialog)
    come_to_rest(qtbot, window.parts.tasks)
    return opened


@pytest.fixture
def rest(window: MainWindow, qtbot: QtBot) -> Settle:
    return lambda: come_to_rest(qtbot, window.parts.tasks)


def house_of(window: MainWindow):
    assert window.context is not None
    return window.context.house


@pytest.fixture
def nothing_opens(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every way out of the program, at the border to Qt and the system: what is tried is written down and not done."""
    tried: list[str] = []

    def note(name: str, answer: object = None) -> Callable[..., object]:
        def refuse(*words: object, **_: object) -> object:
            tried.append(f"{name} {words!r}")
            return answer

        return refuse

    monkeypatch.setattr(QDesktopServices, "openUrl", note("QDesktopServices.openUrl", True))
    monkeypatch.setattr(QProcess, "startDetached", note("QProcess.startDetached", False))
    monkeypatch.setattr(webbrowser, "open", note("webbrowser.open", False))
    monkeypatch.setattr(subprocess, "Popen", note("subprocess.Popen"))
    monkeypatch.setattr(os, "system", note("os.system", 1))
    monkeypatch.setattr(socket.socket, "connect", note("socket.connect"))
    monkeypatch.setattr(socket, "getaddrinfo", note("socket.getaddrinfo", []))
    return tried


def test_hostile_codes_open_nothing_and_offer_nothing_to_open(
    window: MainWindow, dialog: ScanDialog, rest: Settle, nothing_opens: list[str]
) -> None:
    for text in HOSTILE:
        if len(text) > 1_000:
            continue
        dialog.take(code(text))
        rest()
        item = dialog.items[-1]
        assert item.content is not None
        assert item.card.website == ""
        assert not dialog.parts.open_button.isVisible(), text
        dialog.open_link()
        dialog.parts.open_button.click()
        shown = dialog.parts.text.text() + dialog.parts.doubts.text()
        assert all(sign.isprintable() or sign == "\n" for sign in shown)
    card = CARD.replace("END:VCARD", "URL:javascript:alert(1)\r\nEND:VCARD")
    dialog.take(code(card))
    rest()
    assert dialog.parts.fields.lines["website"].text() == ""
    assert "javascript:alert(1)" in dialog.parts.doubts.text()
    dialog.keep()
    rest()
    assert nothing_opens == []
    assert house_of(window).people.listed(Listing(Kind.PERSON))[0].website == ""


def test_ordinary_address_is_opened_by_a_click_that_names_its_host(
    dialog: ScanDialog, rest: Settle, nothing_opens: list[str]
) -> None:
    dialog.take(code("https://www.bergsbygg.example/om"))
    rest()
    assert nothing_opens == []
    assert dialog.parts.open_button.isVisible()
    assert "www.bergsbygg.example" in dialog.parts.open_button.text()
    dialog.parts.open_button.click()
    assert len(nothing_opens) == 1
    assert "https://www.bergsbygg.example/om" in nothing_opens[0]


def test_card_of_a_code_is_logged_through_the_capture_window(window: MainWindow, dialog: ScanDialog, rest: Settle) -> None:
    dialog.take(code(CARD))
    rest()
    lines = dialog.parts.fields.lines
    assert (lines["person"].text(), lines["title"].text(), lines["contact"].text()) == ("Åsa Öberg", "Platschef", "070-174 06 05")
    lines["company"].setText("Öbergs Bygg & Måleri AB")
    dialog.log()
    rest()
    assert window.desk is not None
    capture = window.desk.capturing.capture
    assert capture is not None
    entry = capture.form.entry()
    assert (entry.person, entry.company, entry.title) == ("Åsa Öberg", "Öbergs Bygg & Måleri AB", "Platschef")
    capture.scribe.save()
    rest()
    (person,) = house_of(window).people.listed(Listing(Kind.PERSON))
    assert person.roles[0].title == "Platschef"
    capture.close()


def test_keep_in_the_register_is_one_undo(window: MainWindow, dialog: ScanDialog, rest: Settle) -> None:
    dialog.take(code(CARD))
    rest()
    dialog.keep()
    rest()
    assert house_of(window).people.count() == 1
    assert "Åsa Öberg" in window.toast.sentence
    window.desk.undo()
    rest()
    assert house_of(window).people.count() == 0


def test_known_person_is_shown_with_the_reason_before_anything_is_kept(
    window: MainWindow, dialog: ScanDialog, rest: Settle
) -> None:
    house_of(window).meetings.capture_line("Åsa Öberg, Öbergs Bygg AB, 070-174 06 05: snö")
    dialog.take(code(CARD))
    rest()
    rest()
    (first, *_) = dialog.parts.known.lines
    assert first.title == "Åsa Öberg, Öbergs Bygg AB"
    assert "same telephone" in first.detail


def test_several_codes_in_one_picture_are_listed_and_done_one_after_the_other(
    window: MainWindow, dialog: ScanDialog, rest: Settle
) -> None:
    sheet = Image.new("L", (900, 460), 255)
    for place, text in ((20, CARD), (470, "MECARD:N:Ek,Bo;TEL:070-1740606;;")):
        sheet.paste(Image.open(io.BytesIO(code(text))).convert("L").resize((400, 400)), (place, 30))
    written = io.BytesIO()
    sheet.save(written, "PNG")
    dialog.take(written.getvalue())
    rest()
    assert [line.title for line in dialog.parts.list.lines] == ["Åsa Öberg", "Bo Ek"]
    assert dialog.parts.list.isVisible()
    dialog.keep()
    rest()
    assert dialog.isVisible()
    assert dialog.parts.fields.lines["person"].text() == "Bo Ek"
    dialog.keep()
    rest()
    assert house_of(window).people.count() == 2


def test_picture_without_a_code_goes_among_the_cards_and_several_at_once(
    window: MainWindow, dialog: ScanDialog, rest: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    files = []
    for number in range(3):
        files.append(tmp_path / f"{number}.png")
        files[-1].write_bytes(blank())
    dialog.take(files)
    rest()
    assert "No code in the picture" in dialog.parts.doubts.text()
    assert not dialog.parts.log_button.isEnabled()
    assert dialog.parts.inbox_button.isEnabled()
    dialog.recognise()
    rest()
    assert "pip install" in dialog.parts.status.text(), "who asks for text recognition is told how to add it"
    assert dialog.parts.all_button.isVisible()
    dialog.put_all_away()
    rest()
    assert house_of(window).inbox_cards.count_open() == 3
    window.desk.undo()
    rest()
    assert house_of(window).inbox_cards.count_open() == 0


def test_signature_on_the_clipboard_is_pasted(window: MainWindow, dialog: ScanDialog, rest: Settle) -> None:
    QApplication.clipboard().setText("Åsa Öberg\nPlatschef\nÖbergs Bygg AB\n070-174 06 05")
    dialog.paste()
    rest()
    assert dialog.parts.fields.lines["company"].text() == "Öbergs Bygg AB"
    QApplication.clipboard().clear()
    dialog.paste()
    assert "clipboard" in dialog.parts.status.text()


def test_paste_in_the_menu_opens_the_preview(window: MainWindow, rest: Settle) -> None:
    QApplication.clipboard().setText("Åsa Öberg\nÖbergs Bygg AB\n070-174 06 05")
    window.menus.actions()["scan.paste"].trigger()
    rest()
    dialog = next(one for one in window.findChildren(ScanDialog) if one.isVisible())
    assert dialog.parts.fields.lines["person"].text() == "Åsa Öberg"
    dialog.close()


def test_picture_on_the_clipboard_is_read(dialog: ScanDialog, rest: Settle) -> None:
    picture = QImage()
    assert picture.loadFromData(code(CARD))
    data = QMimeData()
    data.setImageData(picture)
    assert dialog.take_mime(data)
    rest()
    assert dialog.parts.fields.lines["person"].text() == "Åsa Öberg"


def test_file_that_cannot_be_read_says_so_and_nothing_can_be_done_with_it(
    dialog: ScanDialog, rest: Settle, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    dialog.take([bad])
    rest()
    assert "damaged" in dialog.parts.doubts.text()
    assert not dialog.parts.inbox_button.isEnabled()


def test_the_way_in_is_empty_and_escape_closes(dialog: ScanDialog) -> None:
    assert dialog.parts.stack.currentIndex() == START
    assert not dialog.parts.log_button.isVisible()
    dialog.reject()
    assert not dialog.isVisible()


def test_event_of_a_code_is_given_to_the_import(window: MainWindow, dialog: ScanDialog, rest: Settle) -> None:
    wished: list[list[Path]] = []
    assert window.context is not None
    window.context.wishes.import_files.disconnect()
    window.context.wishes.import_files.connect(wished.append)
    dialog.take(code("BEGIN:VEVENT\nSUMMARY:Frukost\nDTSTART:20261203T073000\nDTEND:20261203T090000\nEND:VEVENT"))
    rest()
    assert dialog.parts.event_button.isVisible()
    dialog.import_event()
    preview = house_of(window).imports.preview(wished[0])
    assert [line.title for line in preview.lines] == ["Frukost"]


def test_what_is_dropped_on_the_window_goes_where_it_belongs(tmp_path: Path) -> None:
    one, two = tmp_path / "one.vcf", tmp_path / "two.vcf"
    one.write_text(CARD, "utf-8")
    two.write_text(CARD * 2, "utf-8")
    assert is_for_preview([one])
    assert is_for_preview([tmp_path / "a.eml", tmp_path / "b.JPG"])
    table = tmp_path / "list.csv"
    for others in ([two], [one, two], [table], [tmp_path / "a.jpg", table], [], [tmp_path / "no.vcf"]):
        assert not is_for_preview(others)


def test_dropped_message_opens_the_preview(window: MainWindow, rest: Settle, tmp_path: Path) -> None:
    mail = tmp_path / "hej.eml"
    mail.write_bytes(
        "From: Åsa <asa@obergs.example>\r\nTo: x@y.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHej\r\n-- \r\n"
        "Åsa Öberg\r\nÖbergs Bygg AB\r\n070-174 06 05\r\n".encode()
    )
    window._dropped([mail])
    rest()
    dialog = next(one for one in window.findChildren(ScanDialog) if one.isVisible())
    assert dialog.parts.stack.currentIndex() == DETAIL
    assert dialog.parts.fields.lines["contact"].text() == "070-174 06 05, asa@obergs.example"
    dialog.close()


def test_own_card_fills_the_screen_black_on_white_and_escape_closes(
    window: MainWindow, rest: Settle, qtbot: QtBot
) -> None:
    window.desk.show_own_card()
    rest()
    screen = next(one for one in window.findChildren(OwnCardScreen) if one.isVisible())
    screen.resize(1366, 768)
    picture = screen.grab().toImage()
    data = io.BytesIO()
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    data.write(bytes(buffer.data().data()))
    (finding,) = house_of(window).scan.read(data.getvalue()).findings
    assert finding.content.card.name == "Anna Ek"
    assert picture.pixelColor(3, 3).name() == "#ffffff"
    from PySide6.QtCore import Qt

    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert not screen.isVisible()


@pytest.mark.skipif(multimedia() is None, reason="camera: QtMultimedia (or libpulse0) is missing")
@pytest.mark.qt_log_ignore(".*No RHI backend.*", extend=True)  # frames are converted by the processor where there is no screen
def test_code_before_the_camera_is_found_and_only_one_frame_is_looked_at_at_a_time(
    context: Context, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtMultimedia import QVideoFrame
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    camera = CameraDialog(context, parent)
    found: list[object] = []
    camera.found.connect(found.append)
    camera.open()
    camera.start()
    assert camera.sentence.text()
    runs: list[int] = []
    run = Tasks.run
    monkeypatch.setattr(Tasks, "run", lambda self, *words, **named: (runs.append(1), run(self, *words, **named))[1])
    nothing = QImage(640, 480, QImage.Format.Format_RGB32)
    nothing.fill("#808080")
    for _ in range(5):
        camera.sink.setVideoFrame(QVideoFrame(nothing))
    assert len(runs) == 1
    settle()
    picture = QImage()
    assert picture.loadFromData(code(CARD))
    camera.sink.setVideoFrame(QVideoFrame(picture))
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].findings[0].content.card.name == "Åsa Öberg"
    assert not shiboken6.isValid(camera) or not camera.isVisible()


def test_without_the_camera_extra_a_sentence_says_how_to_add_it() -> None:
    program = """
import sys
sys.modules["PySide6.QtMultimedia"] = None
from outreach.language import Language
from outreach.ui.scan.camera import lack, multimedia
from outreach.ui.words import Words
assert multimedia() is None
print(lack(Words(Language("en"))))
print(lack(Words(Language("sv"))))
"""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    )
    english, swedish = done.stdout.strip().splitlines()
    assert 'pip install "pyside6-addons==' in english
    assert swedish.startswith("Kameran är ett tillägg.")


def test_files_chosen_by_other_windows_are_handed_over(window: MainWindow, rest: Settle, tmp_path: Path) -> None:
    file = tmp_path / "kod.png"
    file.write_bytes(code(CARD))
    assert window.context is not None
    window.context.wishes.scan.emit([file])
    rest()
    dialog = next(one for one in window.findChildren(ScanDialog) if one.isVisible())
    assert dialog.parts.fields.lines["person"].text() == "Åsa Öberg"
    assert QUrl.fromLocalFile(str(file)).isLocalFile()
    dialog.close()
