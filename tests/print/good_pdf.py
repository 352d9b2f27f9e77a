"""What holds for every PDF that we print, in one check: `assert_good_pdf`.

PDF/UA-1 by page-validation, nothing to say for qpdf, every QR code read from a picture of 150 dpi, the stored texts in the
text layer, the same bytes twice, nothing over anything else.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import zxingcpp
from PIL import Image

from outreach.print.pages import page_pictures
from outreach.print.sheet import Code, Drawing, Fill, Frame, Link, Page, Part, Sheet


@dataclass(frozen=True)
class Tagged:
    """One element of the structure tree."""

    role: str
    kids: list[Tagged]
    alt: str = ""
    language: str = ""
    scope: str = ""

    def all(self, role: str) -> list[Tagged]:
        """Return it and those in it that have this role."""
        return ([self] if self.role == role else []) + [found for kid in self.kids for found in kid.all(role)]


def assert_good_pdf(
    pdf: bytes,
    *,
    texts: Iterable[str] = (),
    sheets: Sequence[Sheet] = (),
    pages: Sequence[Page] = (),
    codes: Sequence[str] | None = None,
    again: Callable[[], bytes] | None = None,
) -> None:
    """Fail with a clear line when `pdf` is not one that we would hand out.

    `texts`: what must stand in the text layer, each as it was stored. `sheets` or `pages`: the geometry that was drawn; its
    QR codes must be read from the picture (a copy on the same page too), or those of `codes` when that is given, and all
    its lines stand in the text layer. `again` draws once more.
    """
    assert ua_failures(pdf) == []
    assert qpdf_problems(pdf) == []
    assert_our_typeface(pdf)
    said = text_of(pdf)
    drawn = sheets or [placed.sheet for each in pages for placed in each.placed]
    wanted_texts = [*texts, *(line for sheet in drawn for line in sheet.texts())]
    missing = [text for text in wanted_texts if one_line(text) not in said]
    assert not missing, missing
    for sheet in drawn:
        assert_sound(sheet)
    for each in pages:
        assert_placed_well(each)
    wanted = sorted(codes_of(sheets, pages)) if codes is None else sorted(codes)
    if wanted or codes is not None:
        assert sorted(codes_in(pdf)) == wanted
    if again is not None:
        assert again() == pdf, "drawn again, the bytes are others"


def ua_failures(pdf: bytes) -> list[str]:
    """Return the rules of PDF/UA-1 (ISO 14289-1) that `pdf` breaks, each with the object that does."""
    profile = page_validation.ValidationProfile.PDF_UA_1
    return [str(failure) for failure in page_validation.validate_pdf_bytes(pdf, profile=profile).failures]


def qpdf_problems(pdf: bytes) -> list[str]:
    """Return what libqpdf finds (what `qpdf --check` prints)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(problem) for problem in [*opened.check_pdf_syntax(), *opened.get_warnings()]]


def assert_our_typeface(pdf: bytes) -> None:
    """Fail when a page names another typeface than ours, or one that is not in the file with the letters that it shows."""
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        faces = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        assert faces
        for face in faces:
            assert "SourceSansPro" in face["/BaseFont"]
            assert "/FontFile2" in face["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/ToUnicode" in face


def roles_of(pdf: bytes) -> list[Tagged]:
    """Return what the document is to a screen reader: the elements under its root, in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return _tagged(opened.Root.StructTreeRoot.K.K)


def _tagged(kids: pikepdf.Object) -> list[Tagged]:
    every = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [
        Tagged(
            str(kid.S)[1:],
            _tagged(kid.get("/K", pikepdf.Array())),
            str(kid.get("/Alt", "")),
            str(kid.get("/Lang", "")),
            str(kid.get("/A", {}).get("/Scope", ""))[1:],
        )
        for kid in every
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
    ]


def one_line(text: str) -> str:
    """Return `text` with blanks folded, as it is compared."""
    return " ".join(text.split())


def text_of(pdf: bytes) -> str:
    """Return the text layer of all pages in the order drawn, on one line."""
    with pypdfium2.PdfDocument(pdf) as document:
        said = " ".join(page.get_textpage().get_text_range() for page in document)
    # PDFium takes a hyphen at the end of a line for one that a typesetter put there, and marks it so.
    return one_line(said.replace("\ufffe", "-").replace("\x02", "-"))


def codes_in(pdf: bytes, dpi: int = 150) -> list[str]:
    """Return what the QR codes on all pages hold, read from pictures."""
    pictures = (Image.open(io.BytesIO(png)) for png in page_pictures(pdf, dpi))
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


def codes_of(sheets: Sequence[Sheet], pages: Sequence[Page]) -> list[str]:
    """Return what the QR codes of the geometry hold, those of copies too."""
    drawn = [*sheets, *(placed.sheet for each in pages for placed in each.placed)]
    items = (item for sheet in drawn for part in sheet.parts for item in part.leaves)
    return [item.code.link for item in items if isinstance(item, Code)]


def assert_sound(sheet: Sheet) -> None:
    """Fail when something reaches out of its part or page, or lies over something else."""
    for one, other in combinations(sheet.parts, 2):
        assert not one.box.overlaps(other.box), (one.name, other.name)
    for part in sheet.parts:
        assert sheet.box.holds(part.box), part.name
        _assert_sound_part(part)


def _assert_sound_part(part: Part) -> None:
    for item in part.leaves:
        assert part.box.holds(item.box), (part.name, item)
    # A drawing without words of its own is the ground of a chart: the chart's words stand on it.
    grounds = [item for item in part.leaves if isinstance(item, Drawing) and not item.alt]
    solid = [item for item in part.leaves if not isinstance(item, Fill | Frame | Link) and item not in grounds]
    for one, other in combinations(solid, 2):
        assert not one.box.overlaps(other.box), (part.name, one, other)


def assert_placed_well(page: Page) -> None:
    """Fail when a sheet reaches out of its page or lies over another."""
    paper = Page.of(Sheet(page.width, page.height, ())).placed[0].box
    for one, other in combinations(page.placed, 2):
        assert not one.box.overlaps(other.box), (one.box, other.box)
    for placed in page.placed:
        assert paper.holds(placed.box), placed.box
