"""QR and bar codes in pictures: our own print photographed in every bad way, and the encodings of the world."""

from __future__ import annotations

import io
import sys
from datetime import date

import pypdfium2
import pytest
import segno
import zxingcpp
from PIL import Image

from outreach.domain.booth_paper import Flyer
from outreach.domain.tender import Tender
from outreach.domain.unit import Officer, Unit
from outreach.errors import Cancelled
from outreach.formats import barcode
from outreach.formats.barcode import codes_in, codes_in_frame, read_codes
from outreach.print.flyer import draw_flyer
from outreach.print.qr import QrCode, qr_code
from outreach.print.qr_files import qr_png
from tests.formats.photographs import HARD, MEDIUM, MILD, Severity, as_jpeg, as_png, photograph
from tests.searching import searched

LINK = "https://www.alvbro.example/kommande-upphandlingar"
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Öberg;Åsa;;;\r\nFN:Åsa Öberg\r\nORG:Öbergs Bygg & Måleri AB\r\nTITLE:Platschef\r\n"
    "TEL;TYPE=CELL:+46701740605\r\nEMAIL:asa.oberg@obergsbygg.example\r\nEND:VCARD\r\n"
)
PHOTOGRAPHS = searched(4, 8)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown here is which looks read what, not how fast this machine is."""
    monkeypatch.setattr(barcode, "PATIENCE", 120.0)


def printed(text: str) -> tuple[Image.Image, QrCode]:
    code = qr_code(text, "utf-8")
    assert code is not None
    return Image.open(io.BytesIO(qr_png(code))), code


def share(severity: Severity, many: int = PHOTOGRAPHS) -> tuple[int, int]:
    """How many photographs of a link and of a card are read, and how many there are."""
    read = 0
    for text in (LINK, CARD):
        flat, code = printed(text)
        for seed in range(many):
            codes, problems = read_codes(as_jpeg(photograph(flat, severity, seed, code.modules)))
            assert not problems
            assert [one.text for one in codes] in ([], [text]), "a wrong text is worse than none"
            read += bool(codes)
    return read, 2 * many


def tell(severity: Severity, read: int, of: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Report the share."""
    with capsys.disabled():
        sys.stdout.write(f"\n{severity.name}: {read} of {of} photographs of a QR code read\n")


@pytest.mark.parametrize("severity", [MILD, MEDIUM], ids=lambda one: one.name)
def test_our_own_code_askew_and_blurred_is_read(severity: Severity, capsys: pytest.CaptureFixture[str]) -> None:
    read, of = share(severity)
    tell(severity, read, of, capsys)
    assert read == of


def test_of_photographs_that_a_person_would_take_again_half_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    read, of = share(HARD, searched(1, 2))
    tell(HARD, read, of, capsys)
    assert read >= of / 2


def test_code_on_our_own_flyer_is_read_from_a_photograph_of_the_page() -> None:
    flyer = Flyer(
        tenders=(Tender(title="Snöröjning"),),
        unit=Unit(municipality="Älvbro kommun", website="https://www.alvbro.example"),
        officer=Officer(name="Anna Sjögren"),
        printed=date(2026, 12, 3),
        link=LINK,
    )
    page = pypdfium2.PdfDocument(draw_flyer(flyer))[0].render(scale=3).to_pil().convert("L")
    assert [one.text for one in codes_in(page)] == [LINK]
    square = Image.new("L", (max(page.size), max(page.size)), 255)
    square.paste(page, ((square.width - page.width) // 2, 0))
    for seed in range(searched(2, 4)):
        # The page fills the picture, so its code is a small part of it, as when somebody photographs a sheet on a table.
        near = Severity("page", 6, 0.015, 0.06, 0.7, 8, (690, 710))
        codes, _ = read_codes(as_png(photograph(square, near, seed, 100)))
        assert [one.text for one in codes] == [LINK], seed


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Åsa Öberg, räksmörgås", {"encoding": "utf-8"}),
        ("Åsa Öberg, räksmörgås", {"encoding": "latin-1"}),
        ("Åsa Öberg, räksmörgås", {"encoding": "utf-8", "eci": True}),
        # zxing alone takes this one for half-width katakana.
        ("ÅÄÖ", {"encoding": "latin-1"}),
        ("åäö", {"encoding": "latin-1"}),
        ("É – ÅÄÖ åäö", {"encoding": "utf-8"}),
        ("Łódź", {}),
        ("日本語", {}),
        ("MECARD:N:Åberg,Örjan;;", {"encoding": "cp1252"}),
    ],
)
def test_letters_come_out_right_whatever_the_encoder_chose(text: str, options: dict[str, object]) -> None:
    written = io.BytesIO()
    segno.make(text, micro=False, **options).save(written, kind="png", scale=5, border=4)
    codes, problems = read_codes(written.getvalue())
    assert ([one.text for one in codes], problems) == ([text], [])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_pictures_of_every_kind_are_read(kind: str) -> None:
    flat, _ = printed(LINK)
    written = io.BytesIO()
    flat.convert("RGB").save(written, kind)
    assert [one.text for one in read_codes(written.getvalue())[0]] == [LINK]


def test_bar_codes_and_several_codes_in_one_picture_are_listed_in_reading_order() -> None:
    sheet = Image.new("L", (1000, 700), 255)
    first, _ = printed(LINK)
    sheet.paste(first.convert("L").resize((300, 300)), (40, 40))
    second, _ = printed("4711")
    sheet.paste(second.convert("L").resize((250, 250)), (600, 60))
    line = zxingcpp.create_barcode("73-104523", zxingcpp.BarcodeFormat.Code128)
    sheet.paste(Image.fromarray(zxingcpp.write_barcode_to_image(line, scale=3)).resize((500, 120)), (200, 500))
    found = codes_in(sheet)
    assert [one.text for one in found] == [LINK, "4711", "73-104523"]
    assert found[2].symbology == "Code 128"


@pytest.mark.parametrize("degrees", [17, 90, 135, 180])
def test_turned_bar_code_is_read(degrees: int) -> None:
    line = zxingcpp.create_barcode("104523", zxingcpp.BarcodeFormat.Code128)
    flat = Image.fromarray(zxingcpp.write_barcode_to_image(line, scale=3)).convert("L")
    paper = Image.new("L", (900, 700), 255)
    paper.paste(flat, (250, 250))
    assert [one.text for one in codes_in(paper.rotate(degrees, fillcolor=255))] == ["104523"]


def test_light_on_dark_is_read() -> None:
    flat, _ = printed(LINK)
    inverted = flat.convert("L").point(lambda value: 255 - value)
    assert [one.text for one in codes_in(inverted)] == [LINK]


def test_picture_on_its_side_is_turned_as_the_camera_says() -> None:
    flat, _ = printed(LINK)
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    flat.convert("RGB").rotate(90).save(written, "JPEG", exif=exif)
    assert [one.text for one in read_codes(written.getvalue())[0]] == [LINK]


def test_picture_without_a_code_gives_none_and_cancel_stops_the_looking() -> None:
    blank = as_png(Image.new("L", (640, 480), 180))
    assert read_codes(blank) == ([], [])
    calls: list[int] = []

    def stop(done: int, total: int) -> None:
        calls.append(done)
        assert done < total
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_codes(blank, stop)
    assert calls == [0, 1, 2, 3]


def test_frame_of_a_camera_is_read_with_its_stride() -> None:
    flat, _ = printed(LINK)
    grey = flat.convert("L").resize((601, 601))
    rows = b"".join(grey.crop((0, y, 601, y + 1)).tobytes() + b"\x00" * 7 for y in range(601))
    assert [one.text for one in codes_in_frame(rows, 601, 601, 608)] == [LINK]
