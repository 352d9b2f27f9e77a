"""The one door to a PDF: what a reader hears, what a printer cuts, and that all of it is the same each time."""

import io
from collections.abc import Iterator
from datetime import date

import pikepdf
import pypdf
import pytest
import zxingcpp
from PIL import Image

from outreach.errors import Cancelled
from outreach.print import fonts
from outreach.print.document import DocumentFacts, write_document, write_pages
from outreach.print.fonts import Face
from outreach.print.looks import A4
from outreach.print.pages import page_count, page_pictures
from outreach.print.qr import qr_code
from outreach.print.sheet import (
    Box,
    Code,
    Fill,
    Frame,
    Group,
    Item,
    Link,
    Mark,
    Page,
    Part,
    Picture,
    Placed,
    Sheet,
    Text,
)
from tests.print.good_pdf import assert_good_pdf, codes_in, qpdf_problems, roles_of, text_of, ua_failures

FACTS = DocumentFacts("Kommande <b>köp</b> & mera", "Älvbro kommun", "För företag", "sv", date(2026, 12, 3))
INK = (0.1, 0.1, 0.1)


def line(text: str, y: float = 40, size: float = 11, face: Face = Face.REGULAR) -> Text:
    return Text(30, y, text, face, size, INK)


def heading(text: str = "Rubrik") -> Group:
    return Group("H1", (line(text, 60, 20, Face.BOLD),))


def sheet(*items: Item, size: tuple[float, float] = A4) -> Sheet:
    return Sheet(*size, (Part("all", Box(0, 0, *size), items),))


def drawn(*items: Item) -> bytes:
    return write_document([Page.of(sheet(*items))], FACTS)


def middles_of_codes(pdf: bytes) -> list[tuple[float, float]]:
    """Where the middles of the QR codes lie on the first page, in points from its upper left corner."""
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(page_pictures(pdf, 144)[0])))
    corners = [(each.position.top_left, each.position.bottom_right) for each in found]
    return [((one.x + other.x) / 4, (one.y + other.y) / 4) for one, other in corners]


def outline(pdf: bytes) -> list[str]:
    return [tag.role for tag in roles_of(pdf)]


def test_bare_lines_of_one_look_are_one_paragraph_and_another_look_begins_the_next():
    pdf = drawn(heading(), line("Ett stycke som går", 80), line("över två rader.", 94), line("Ett till.", 120, 9))
    assert outline(pdf) == ["H1", "P", "P"]
    assert_good_pdf(pdf, texts=["Rubrik Ett stycke som går över två rader. Ett till."])


def test_lines_of_a_paragraph_are_parted_by_a_blank_for_those_who_hear_them_and_broken_addresses_are_not():
    pdf = drawn(heading(), line("så köper", 80), line("kommunen", 94), line("www.alvbro.example/", 108), line("kommande", 122))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        content = opened.pages[0].Contents.read_bytes()
    paragraph = content[content.index(b"/P<<") :]
    assert paragraph.count(b"Tj") == 4 + 2, "a blank behind the first and the second line, none behind the stroke"


def test_areas_and_rules_are_passed_over_and_a_picture_without_words_too():
    code = qr_code("https://alvbro.example/a")
    assert code is not None
    room = Box(100, 100, 80, 80)
    silent = drawn(heading(), Fill(room, INK), Frame(room, INK, dashed=True, radius=3), Code(room, code))
    spoken = drawn(heading(), Code(room, code, "QR-kod till kommunens sida"))
    assert outline(silent) == ["H1"]
    assert outline(spoken) == ["H1", "Figure"]
    assert roles_of(spoken)[1].alt == "QR-kod till kommunens sida"
    for pdf in (silent, spoken):
        assert_good_pdf(pdf, codes=["https://alvbro.example/a"])


def test_a_table_that_goes_on_over_parts_and_pages_is_one_table():
    def row(number: int, role: str = "TD") -> Part:
        cells = tuple(Group(role, (line(f"{role} {number}{each}", 30),)) for each in "ab")
        return Part("row", Box(0, 0, 500, 50), (Group("Table", (Group("TR", cells),), key="t"),)).at(0, 50 * number)

    titles = row(0, "TH")
    again = Part("titles", titles.box, titles.items, artifact=True)
    pages = [Page.of(Sheet(*A4, (titles, row(1), row(2)))), Page.of(Sheet(*A4, (again, row(3))))]
    pdf = write_document(pages, FACTS)
    table, *rest = roles_of(pdf)
    assert rest == []
    assert [kid.kids[0].role for kid in table.kids] == ["TH", "TD", "TD", "TD"]
    assert_good_pdf(pdf)


def test_lists_links_and_another_language_stand_in_the_tree():
    entry = Group("LI", (Group("Lbl", (line("1", 80),)), Group("LBody", (line("Läs annonsen", 94),))))
    link = Group("Link", (line("www.alvbro.example", 110), Link(Box(30, 100, 90, 14), "https://alvbro.example", "Vår sida")))
    english = Group("Sect", (Group("H2", (line("In English", 140, 14),)), line("Everyone may bid.", 156)), language="en")
    pdf = drawn(heading(), Group("L", (entry,)), Group("P", (link,)), english)
    assert outline(pdf) == ["H1", "L", "P", "Sect"]
    assert [kid.role for kid in roles_of(pdf)[3].kids] == ["H2", "P"]
    assert roles_of(pdf)[3].language == "en-GB"
    assert_good_pdf(pdf)
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    annotation = page["/Annots"][0].get_object()
    assert (annotation["/Contents"], annotation["/A"]["/URI"]) == ("Vår sida", "https://alvbro.example")
    assert page["/Tabs"] == "/S"


@pytest.mark.parametrize(
    "wrong",
    [
        Group("TD", (line("x"),)),
        Group("L", (line("x"),)),
        Group("L", (Group("P", (line("x"),)),)),
        Group("Table", (Group("TR", (line("x"),)),)),
        Group("Figure", (Fill(Box(0, 0, 9, 9), INK),)),
    ],
)
def test_a_group_that_may_not_stand_there_is_our_own_error(wrong):
    with pytest.raises(ValueError, match=r"holds|stands|words"):
        drawn(wrong)


def test_turned_copies_are_printed_and_clickable_areas_lie_where_the_paper_shows_them():
    code = qr_code("https://alvbro.example")
    assert code is not None
    room = Box(20, 30, 80, 80)
    small = sheet(line("Kort", 130), Code(room, code, "kod"), Link(room, "https://alvbro.example"), size=(150, 200))
    places = ((0, 0), (200, 0), (0, 300), (200, 300))
    for turns in range(4):
        placed = tuple(Placed(small, x, y, (turns + number) % 4, artifact=number > 0) for number, (x, y) in enumerate(places))
        pdf = write_document([Page(420, 600, placed)], FACTS)
        assert_good_pdf(pdf, pages=[Page(420, 600, placed)])
        assert len(codes_in(pdf)) == 4
        area = [float(side) for side in pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Annots"][0].get_object()["/Rect"]]
        left, low = {0: (20, 490), 1: (90, 500), 2: (50, 430), 3: (30, 470)}[turns]
        assert area == pytest.approx([left, low, left + 80, low + 80], abs=0.01)
        assert any(area[0] < x < area[2] and area[1] < 600 - y < area[3] for x, y in middles_of_codes(pdf))
        assert text_of(pdf).count("Kort") == 4


def test_the_pages_of_a_leaflet_are_read_in_their_order_however_they_are_printed():
    four = [sheet(heading(f"Sida {number}"), size=(A4[0] / 2, A4[1])) for number in range(1, 5)]
    outside = Page(*A4, (Placed(four[3], 0, reads=4), Placed(four[0], A4[0] / 2, reads=1)))
    inside = Page(*A4, (Placed(four[1], 0, reads=2), Placed(four[2], A4[0] / 2, reads=3)))
    pdf = write_document([outside, inside], FACTS)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        heard = [kid.Pg.objgen[0] for kid in opened.Root.StructTreeRoot.K.K]
        first, second = (page.objgen[0] for page in opened.pages)
    assert heard == [first, second, second, first]
    assert_good_pdf(pdf)


def test_trim_and_bleed_stand_in_the_file_and_marks_outside_the_trim():
    whole = sheet(heading(), size=(300, 400))
    page = Page(360, 460, (Placed(whole, 30, 30),), Box(38.5, 38.5, 283, 383), 8.5, (Mark(0, 38.5, 20, 38.5),))
    pdf = write_document([page], FACTS)
    boxes = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    assert [float(side) for side in boxes.trimbox] == [38.5, 38.5, 321.5, 421.5]
    assert [float(side) for side in boxes.bleedbox] == [30, 30, 330, 430]
    assert_good_pdf(pdf, pages=[page])


def test_swedish_polish_and_hungarian_letters_come_out_as_they_went_in():
    said = "Åsa Öberg, ÅÄÖ åäö, Łukasz Wałęsa, Győr, Őry, Çelik, 100 000–700 000 kr, ”citat” …"
    assert_good_pdf(drawn(heading(), line(said, 80), line(said, 100, 9, Face.LIGHT)), texts=[said, f"{said} {said}"])


def test_text_that_passed_no_door_still_prints_no_empty_box():
    pdf = drawn(heading(), line("emoji \U0001f600, arabiska محمد, noll\x07", 80))
    assert ua_failures(pdf) == []
    assert text_of(pdf).endswith("emoji •, arabiska ????, noll")


def test_numbers_are_written_out_however_small_they_are():
    """PDF knows no exponents (ISO 32000-1, 7.3.3), and a mixed colour is easily a billionth beside black."""
    tiny = (1e-17, 3e-9, 0.5)
    items = (Fill(Box(30, 100, 1e-6, 2e-7), tiny), Frame(Box(30, 120, 9, 9), tiny, 1e-5), Text(30, 150, "x", Face.BOLD, 1e-5, tiny))
    pdf = drawn(heading(), *items)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        operators = pikepdf.parse_content_stream(opened.pages[0])
    assert operators
    assert qpdf_problems(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert b"e-" not in opened.pages[0].Contents.read_bytes()


def test_a_picture_on_every_page_is_stored_once(picture_of):
    logo = picture_of("PNG", (200, 100), "RGBA")
    pages = [Page.of(sheet(heading(f"Sida {number}"), Picture(Box(30, 80, 90, 45), logo, "Älvbro"))) for number in range(30)]
    pdf = write_document(pages, FACTS)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pictures = [each for each in opened.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
    assert len(pictures) == 2, "the picture and its mask"
    assert_good_pdf(pdf, again=lambda: write_document(pages, FACTS))


def test_pages_are_written_as_they_come_and_the_officer_may_stop():
    taken = []

    def pages() -> Iterator[Page]:
        for number in range(1000):
            taken.append(number)
            yield Page.of(sheet(heading(f"Gäst {number}")))

    with pytest.raises(Cancelled):
        write_document(pages(), FACTS, progress=lambda done: done < 5)
    assert len(taken) == 5


def test_three_hundred_pages_are_sound_and_small():
    written = io.BytesIO()
    pages = (Page.of(sheet(heading(f"Gäst {number}"), line("Välkommen", 90))) for number in range(300))
    assert write_pages(written, pages, FACTS) == page_count(written.getvalue()) == 300
    assert len(written.getvalue()) < 300 * 900
    assert qpdf_problems(written.getvalue()) == []
    assert ua_failures(written.getvalue()) == []


def test_a_document_has_a_page():
    with pytest.raises(ValueError, match="at least one page"):
        write_document([], FACTS)


def test_its_facts_stand_in_it_as_they_were_typed():
    reader = pypdf.PdfReader(io.BytesIO(drawn(heading())))
    assert (reader.metadata.title, reader.metadata.author) == ("Kommande <b>köp</b> & mera", "Älvbro kommun")
    assert reader.xmp_metadata.dc_title == {"x-default": "Kommande <b>köp</b> & mera"}
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.fixture(autouse=True)
def _typeface():
    fonts.ready()
