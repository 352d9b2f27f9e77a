"""The flyer as a printer and a reader meet it: pages, text layer, fonts, QR code, links."""

import io
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from outreach.domain.handout import Paper
from outreach.domain.tender import Stage, Tender
from outreach.errors import TypefaceMissing
from outreach.paths import font_files
from outreach.print import fonts
from outreach.print.flyer import draw_flyer, flyer_pages, flyer_sheet, flyer_sheets
from outreach.print.pages import page_count, page_pictures, page_size
from outreach.print.printable import printable
from outreach.print.sheet import Sheet, Text
from tests.print.good_pdf import assert_good_pdf, assert_our_typeface, roles_of


def text_of(pdf: bytes) -> str:
    """The text layer in the order drawn, on one line."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    words = page.get_textpage().get_text_range()
    document.close()
    return " ".join(words.split())


def codes_in(pdf: bytes, dpi: int = 150) -> list[str]:
    picture = Image.open(io.BytesIO(page_pictures(pdf, dpi)[0]))
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def texts(sheet: Sheet, part: str) -> list[str]:
    return [item.text for each in sheet.parts if each.name == part for item in each.leaves if isinstance(item, Text)]


def test_flyer_is_one_upright_a4(flyer):
    pdf = draw_flyer(flyer)
    assert page_count(pdf) == 1
    assert page_size(pdf) == pytest.approx((595.28, 841.89), abs=0.1)


def test_two_a5_stand_side_by_side_on_one_lying_a4(flyer):
    pdf = draw_flyer(replace(flyer, paper=Paper.A5, tenders=flyer.tenders[:3]))
    assert page_count(pdf) == 1
    assert page_size(pdf) == pytest.approx((841.89, 595.28), abs=0.1)
    assert text_of(pdf).count("Älvbro kommun") == 2


def test_what_one_side_has_no_room_for_stands_on_the_second(flyer):
    pdf = draw_flyer(replace(flyer, paper=Paper.A5))
    assert page_count(pdf) == 2
    for tender in flyer.tenders:
        assert tender.title in " ".join(text for sheet in flyer_sheets(replace(flyer, paper=Paper.A5)) for text in sheet.texts())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_text_layer_holds_every_title_with_its_swedish_letters(flyer, language):
    text = text_of(draw_flyer(replace(flyer, language=language)))
    for tender in flyer.tenders:
        assert tender.title in text
    for known in ("Anna Sjögren", "070-123 45 67", "anna.sjogren@alvbro.example", "Storgatan 14, 781 00 Älvbro"):
        assert known in text
    assert ("Preliminärt, kan ändras" if language == "sv" else "Preliminary, may change") in text
    assert ("3 december 2026" if language == "sv" else "3 December 2026") in text


def test_heading_of_the_officer_replaces_ours(flyer):
    text = text_of(draw_flyer(replace(flyer, heading="Vi köper & du säljer", language="en")))
    assert "Vi köper & du säljer" in text
    assert "Coming tenders" not in text


def test_everyone_is_told_that_all_get_the_same_information(flyer):
    assert "everyone gets the same information" in text_of(draw_flyer(replace(flyer, language="en")))
    assert "alla får samma information" in text_of(draw_flyer(flyer))


@pytest.mark.parametrize("paper", [Paper.A4, Paper.A5])
def test_only_our_embedded_typeface_is_named(flyer, paper):
    pdf = draw_flyer(replace(flyer, paper=paper))
    assert_our_typeface(pdf)


@pytest.mark.parametrize(("paper", "language"), [(Paper.A4, "sv"), (Paper.A5, "en")])
def test_flyers_are_good_pdfs_with_headings_links_and_words_for_the_code(flyer, hostile, picture_of, paper, language):
    unit = replace(flyer.unit, logo=picture_of())
    for each in (replace(flyer, unit=unit), hostile, replace(flyer, tenders=())):
        made = replace(each, paper=paper, language=language)
        pdf = draw_flyer(made)
        assert_good_pdf(pdf, pages=flyer_pages(made), again=lambda made=made: draw_flyer(made))
        tags = roles_of(pdf)
        assert [tag.role for tag in tags].count("H1") == 1
        assert sum(tag.role == "H2" for tag in tags) >= min(len(made.tenders), 3)
        assert any("alvbro.example" in figure.alt for tag in tags for figure in tag.all("Figure"))


def test_second_half_is_for_the_eye_alone(flyer):
    made = (replace(flyer, tenders=flyer.tenders[:2], paper=paper) for paper in (Paper.A4, Paper.A5))
    whole, halves = (roles_of(draw_flyer(each)) for each in made)
    assert [tag.role for tag in whole].count("H2") == [tag.role for tag in halves].count("H2")


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler's pdffonts is not installed")
def test_poppler_agrees_that_all_fonts_are_embedded_and_have_unicode(flyer, tmp_path):
    file = tmp_path / "flyer.pdf"
    file.write_bytes(draw_flyer(flyer))
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert len(listed) >= 3
    assert all(re.search(r" yes yes yes +\d+ +\d+$", line) for line in listed)


def test_code_on_a4_reads_as_the_link(flyer):
    assert codes_in(draw_flyer(flyer)) == [flyer.link]


def test_both_halves_of_a5_have_a_code_that_reads_as_the_link(flyer):
    assert codes_in(draw_flyer(replace(flyer, paper=Paper.A5))) == [flyer.link] * 2


def test_code_of_a_long_swedish_link_still_reads(flyer):
    link = "https://www.älvbro.example/näringsliv/" + "upphandlingar/" * 12
    assert codes_in(draw_flyer(replace(flyer, link=link, paper=Paper.A5))) == [link] * 2


def test_link_is_written_out_beside_the_code(flyer):
    sheet = flyer_sheet(replace(flyer, language="en"))
    contact = texts(sheet, "contact")
    assert "Scan for more information" in contact
    assert "www.alvbro.example/kommande-upphandlingar" in "".join(contact)


def test_without_a_link_the_web_site_and_then_the_officer_is_in_the_code(flyer):
    assert codes_in(draw_flyer(replace(flyer, link=""))) == ["https://www.alvbro.example"]
    lonely = replace(flyer, link="", unit=replace(flyer.unit, website=""), language="en")
    assert codes_in(draw_flyer(lonely)) == ["mailto:anna.sjogren@alvbro.example"]
    assert "Scan to write to us" in texts(flyer_sheet(lonely), "contact")


def test_link_without_scheme_is_taken_as_https(flyer):
    assert codes_in(draw_flyer(replace(flyer, link="alvbro.example/inkop"))) == ["https://alvbro.example/inkop"]


def test_pdf_holds_only_links_that_are_safe_to_click(flyer, hostile):
    for each in (flyer, hostile, replace(hostile, paper=Paper.A5), replace(flyer, link="file:///etc/passwd")):
        page = pypdf.PdfReader(io.BytesIO(draw_flyer(each))).pages[0]
        targets = [note.get_object()["/A"]["/URI"] for note in page.get("/Annots", [])]
        assert targets
        assert all(re.match(r"(https?://|mailto:|tel:)[!-~]+$", target) for target in targets), targets
    reader = pypdf.PdfReader(io.BytesIO(draw_flyer(flyer)))
    assert "tel:+46701234567" in str([note.get_object()["/A"] for note in reader.pages[0]["/Annots"]])


def test_a_small_flyer_tells_how_many_more_there_are_than_its_two_sides_show(flyer):
    front, back = flyer_sheets(replace(flyer, paper=Paper.A6, tenders=flyer.tenders * 2, language="en"))
    shown = [part.name for sheet in (front, back) for part in sheet.parts if part.name.startswith("tender")]
    assert shown == [f"tender {number}" for number in range(1, len(shown) + 1)]
    more = f"and {16 - len(shown)} more: www.alvbro.example/kommande-upphandlingar"
    assert " ".join(texts(back, "more")).replace("/ ", "/") == more


def test_a_flyer_that_shows_all_its_tenders_has_no_line_about_more(flyer):
    sheets = flyer_sheets(replace(flyer, paper=Paper.A5, tenders=flyer.tenders[:4], language="en"))
    assert [texts(sheet, "more") for sheet in sheets] == [[] for _ in sheets]


def test_flyer_without_tenders_says_so_and_how_to_hear_of_the_next(flyer):
    text = text_of(draw_flyer(replace(flyer, tenders=(), language="en")))
    assert "We have no coming tenders to show right now." in text
    assert "How to hear about the next one:" in text
    assert codes_in(draw_flyer(replace(flyer, tenders=()))) == [flyer.link]


def test_odd_flyers_are_drawn_on_one_leaf_in_both_languages(odd_flyer):
    for language in ("sv", "en"):
        pdf = draw_flyer(replace(odd_flyer, language=language))
        assert page_count(pdf) in (1, 2)
        assert b"Helvetica" not in pdf
        assert "■" not in text_of(pdf)


def test_markup_in_names_comes_out_as_it_was_typed(flyer):
    unit = replace(flyer.unit, municipality="Byggkommun & <b>Söner</b>")
    tender = Tender(title='<font color="red">A & B</font> "x" <br/>', description="50 % < 60 % &amp; klart")
    text = text_of(draw_flyer(replace(flyer, unit=unit, tenders=(tender,))))
    for typed in (unit.municipality, tender.title, tender.description):
        assert typed in text


def test_same_flyer_gives_the_same_bytes_twice(flyer, hostile):
    for each in (flyer, hostile, replace(flyer, paper=Paper.A5)):
        assert draw_flyer(each) == draw_flyer(each)


def test_another_process_gives_the_same_bytes(flyer):
    program = """
import hashlib, uuid
from datetime import date
from outreach.domain.booth_paper import Flyer
from outreach.domain.tender import Tender
from outreach.domain.unit import Officer, Unit
from outreach.print.flyer import draw_flyer
made = Flyer(tenders=(Tender(title="Åäö"),), unit=Unit(municipality="Älvbro"), officer=Officer(name="Bo"),
             printed=date(2026, 12, 3), language="en", link="https://alvbro.example")
print(hashlib.sha256(draw_flyer(made)).hexdigest())
"""
    seen = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout for _ in "ab"
    }
    assert len(seen) == 1


def test_document_tells_its_title_author_language_and_day(flyer):
    reader = pypdf.PdfReader(io.BytesIO(draw_flyer(replace(flyer, language="en"))))
    assert reader.metadata.title == "Coming tenders – Älvbro kommun"
    assert reader.metadata.author == "Älvbro kommun, Upphandlingsenheten"
    assert reader.metadata.subject.startswith("Coming tenders")
    assert reader.metadata.creation_date.date() == flyer.printed
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    swedish = pypdf.PdfReader(io.BytesIO(draw_flyer(flyer)))
    assert swedish.trailer["/Root"]["/Lang"] == "sv-SE"
    assert swedish.metadata.title == "Kommande upphandlingar – Älvbro kommun"


def test_logo_is_printed_and_stays_small_however_large_the_picture(flyer, picture_of):
    for data in (picture_of("PNG"), picture_of("JPEG"), picture_of("PNG", (6000, 4000), "RGBA")):
        pdf = draw_flyer(replace(flyer, unit=replace(flyer.unit, logo=data)))
        pictures = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].images
        assert len(pictures) == 1
        assert max(pictures[0].image.size) <= 960
        assert len(pdf) < 150_000


def test_picture_that_cannot_be_read_leaves_the_mark_in_its_place(flyer, picture_of):
    plain = draw_flyer(flyer)
    for data in (b"not a picture", picture_of()[:60], b"GIF89a" + bytes(40)):
        assert draw_flyer(replace(flyer, unit=replace(flyer.unit, logo=data))) == plain


def test_word_of_a_hundred_thousand_letters_takes_no_time(flyer):
    monster = Tender(title="x" * 100_000, description="å" * 100_000, place="y" * 100_000)
    before = time.process_time()
    sheet = flyer_sheet(replace(flyer, tenders=(monster,) * 8, language="en"))
    assert time.process_time() - before < 5
    assert any(line.endswith("…") for line in texts(sheet, "tender 1"))


def test_deadline_is_written_in_swedish_time(flyer):
    shown = texts(flyer_sheet(replace(flyer, tenders=flyer.tenders[:1], language="en")), "tender 1")
    assert shown[0].startswith("Snöröjning")
    assert "1 Feb 2027" in shown
    said = " ".join(shown).replace("\u00a0", " ")
    assert "Last day to bid, at 23:59" in said
    assert "Bid by 1 February 2027 at 23:59." in said
    assert "Ask questions by 22 January 2027." in said


def test_lacking_typeface_is_a_known_error(flyer, monkeypatch):
    def not_installed(name: str, package: str | None = None) -> None:
        return None

    monkeypatch.setattr("importlib.util.find_spec", not_installed)
    for kept in (font_files, fonts._fonts):
        kept.cache_clear()
    try:
        with pytest.raises(TypefaceMissing):
            draw_flyer(flyer)
    finally:
        monkeypatch.undo()
        for kept in (font_files, fonts._fonts):
            kept.cache_clear()
    assert draw_flyer(flyer)


def test_stages_that_are_over_are_not_shown_as_open(flyer):
    for stage in (Stage.EVALUATION, Stage.CONTRACT, Stage.CANCELLED):
        tender = replace(flyer.tenders[0], stage=stage)
        said = " ".join(texts(flyer_sheet(replace(flyer, tenders=(tender,), language="en")), "tender 1"))
        assert "Bid by" not in said


def test_two_hundred_strange_names_stand_on_paper_as_stored(flyer):
    pieces = (
        "Åsa & Co",
        "<b>Bo</b>",
        "O’Neill",
        "“Ł”",
        "Őry",
        "Ğül",
        "a\u0308lg",
        'x="1"',
        "%s %(a)s {0}",
        "½ €",
        "<anna@x.se>",
    )
    names = [f"{one} {two} {number}" for number, (one, two) in enumerate((a, b) for a in pieces for b in pieces)]
    names += [f"{name} – {name}" for name in names[:79]]
    assert len(names) == 200
    for start in range(0, 200, 8):
        group = names[start : start + 8]
        text = text_of(draw_flyer(replace(flyer, tenders=tuple(Tender(title=name) for name in group), language="en")))
        assert [name for name in group if printable(name) not in text] == []
        assert "■" not in text
