"""Handouts on their way to the printer: the system's dialog, the paper of the page, copies, a range of pages, and the record."""

import io

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from reportlab.pdfgen.canvas import Canvas

from outreach.domain.handout import HandoutKind, Paper
from outreach.domain.printing import PrintWay
from outreach.ui.handouts.printing import PrintRun, printer_for
from tests.ui.test_handouts_page import TENDERS, filled, open_page, settle

__all__ = ["filled", "open_page"]
A4 = (595.3, 841.9)


def black_pages(count, size=A4):
    """A document with ink all over."""
    file = io.BytesIO()
    canvas = Canvas(file, size)
    for _ in range(count):
        canvas.rect(0, 0, *size, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def to_file(path, size=A4, pages=1):
    printer = printer_for(size, pages, "Flyer")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def run(qtbot, context, printer, pdf, pages):
    made = PrintRun(context, printer, pdf, pages, context.tasks)
    with qtbot.waitSignal(made.ended, timeout=20_000) as ended:
        made.start()
    return ended.args[0]


def sizes(path):
    document = pypdfium2.PdfDocument(path.read_bytes())
    found = [tuple(round(side) for side in document.get_page_size(number)) for number in range(len(document))]
    document.close()
    return found


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.A5, (842, 595))])
def test_the_printer_gets_the_whole_sheet_at_three_hundred_dots(qtbot, filled, open_page, tmp_path, paper, size):
    page = open_page()
    page.settings.fields.paper.set_value(paper.value)
    settle(qtbot, page)
    printer = to_file(tmp_path / "printed.pdf", filled.handouts.page_sizes(page.live.last.pdf)[0])
    page.leaving.print_to(printer)
    assert not page.print_button.isEnabled()
    qtbot.waitUntil(lambda: page.side.status_text.text() == "Sent to printed.pdf.", timeout=15_000)
    assert page.print_button.isEnabled()
    document = pypdfium2.PdfDocument((tmp_path / "printed.pdf").read_bytes())
    sheet = document[0]
    assert tuple(round(side) for side in sheet.get_size()) == pytest.approx(size, abs=1)
    picture = sheet.render(scale=1).to_pil().convert("L")
    sheet.close()
    document.close()
    dark = [place for place, shade in enumerate(picture.tobytes()) if shade < 100]
    assert len(dark) > 2000
    columns = [place % picture.width for place in dark]
    # Neither cut off nor squeezed into a corner: ink reaches from margin to margin.
    assert min(columns) < picture.width * 0.12
    assert max(columns) > picture.width * 0.85


def test_what_was_printed_stands_on_record_with_its_copies_and_can_be_undone(qtbot, filled, open_page, tmp_path):
    page = open_page()
    printer = to_file(tmp_path / "printed.pdf")
    printer.setCopyCount(2)
    page.leaving.print_to(printer, page.live.last.made)
    qtbot.waitUntil(lambda: bool(filled.printings.latest()), timeout=20_000)
    settle(qtbot, page)
    (kept,) = filled.printings.latest()
    assert (kept.printing.handout, kept.printing.way, kept.number) == (HandoutKind.FLYER, PrintWay.PRINTER, 1)
    assert kept.printing.copies == 2
    assert kept.printing.tenders == tuple(tender.id for tender in TENDERS[:8])
    assert page.printed.text.text().startswith("Printed as it stands: version 1, 2 copies")
    page.context.write(lambda: filled.history.undo().changes)
    qtbot.waitUntil(lambda: page.printed.text.text() == "Not printed yet.")


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_answer_is_said_in_a_sentence_and_nothing_is_noted(qtbot, filled, open_page, tmp_path):
    page = open_page()
    page.leaving.print_to(to_file(tmp_path / "gone" / "printed.pdf"))
    qtbot.waitUntil(page.side.banner.isVisible, timeout=15_000)
    assert "printer does not answer" in page.side.banner_text.text()
    assert filled.printings.latest() == []


def test_copies_are_repeated_where_the_printer_does_not_do_it(qtbot, context, tmp_path):
    printer = to_file(tmp_path / "two.pdf")
    printer.setCopyCount(2)
    repeated = not printer.supportsMultipleCopies()
    assert run(qtbot, context, printer, black_pages(1), 1)
    assert len(sizes(tmp_path / "two.pdf")) == (2 if repeated else 1)


def test_only_the_pages_that_are_asked_for_are_printed(qtbot, context, tmp_path):
    printer = to_file(tmp_path / "some.pdf", pages=4)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert run(qtbot, context, printer, black_pages(4), 4)
    assert len(sizes(tmp_path / "some.pdf")) == 2


def test_a_page_on_its_side_and_an_a3_are_printed_so(qtbot, context, tmp_path):
    lying, large = (A4[1], A4[0]), (A4[1], 2 * A4[0])
    assert run(qtbot, context, to_file(tmp_path / "lying.pdf", lying), black_pages(1, lying), 1)
    assert sizes(tmp_path / "lying.pdf")[0] == pytest.approx(lying, abs=1)
    assert run(qtbot, context, to_file(tmp_path / "large.pdf", large), black_pages(1, large), 1)
    assert sizes(tmp_path / "large.pdf")[0] == pytest.approx(large, abs=2)


def test_a_page_of_another_shape_is_fitted_without_distortion(qtbot, context, tmp_path):
    printer = to_file(tmp_path / "letter.pdf")
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.Letter), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    assert run(qtbot, context, printer, black_pages(1), 1)
    document = pypdfium2.PdfDocument((tmp_path / "letter.pdf").read_bytes())
    sheet = document[0]
    picture = sheet.render(scale=1).to_pil().convert("L")
    sheet.close()
    document.close()
    box = picture.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert (box[2] - box[0]) / (box[3] - box[1]) == pytest.approx(210 / 297, abs=0.01)


def test_printing_can_be_stopped_between_two_pages(qtbot, context, tmp_path):
    made = PrintRun(context, to_file(tmp_path / "many.pdf", pages=5), black_pages(5), 5, context.tasks)
    ended, done = [], []
    made.ended.connect(ended.append)
    made.progressed.connect(lambda pages, _: (done.append(pages), made.stop()))
    made.start()
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    qtbot.waitUntil(lambda: context.tasks.idle)
    assert (done, ended) == ([1], [])


def test_printing_asks_in_the_dialog_of_the_system(qtbot, filled, open_page):
    page = open_page()
    page.leaving.ask_printer()
    dialog = page.findChild(QPrintDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.printer().docName() == "Flygblad om kommande upphandlingar 2026-11-24"
    dialog.reject()
    assert page.print_button.isEnabled()


def test_a_leaflet_is_offered_on_both_sides_turned_about_its_short_edge(qtbot, filled, open_page, monkeypatch):
    turned = []
    # The PDF that stands in for a printer here has no sides to keep.
    monkeypatch.setattr(QPrinter, "setDuplex", lambda _, mode: turned.append(mode))
    page = open_page()
    page.settings.choose_kind(HandoutKind.LEAFLET)
    settle(qtbot, page)
    page.leaving.ask_printer()
    dialog = page.findChild(QPrintDialog)
    assert turned == [QPrinter.DuplexMode.DuplexShortSide]
    assert dialog.printer().pageLayout().orientation() is QPageLayout.Orientation.Landscape
    dialog.reject()
