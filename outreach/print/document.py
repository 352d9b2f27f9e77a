"""The one door to a PDF: tagged (PDF/UA-1), its typeface embedded, the same bytes for the same pages.

Pages are written as they come, so a thousand take the memory of one. It names no typeface but ours, and no time but the
day of print.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from xml.sax.saxutils import escape

from reportlab import rl_config

from outreach.errors import Cancelled
from outreach.print.embedded_face import EmbeddedFace
from outreach.print.fonts import Face
from outreach.print.pdf_file import PdfFile, text_string
from outreach.print.pen import Pen
from outreach.print.printable import printable
from outreach.print.reused import Reused
from outreach.print.sheet import Box, Page
from outreach.print.structure import Structure, language_tag
from outreach.print.tagged import TaggedPage

# Nothing on paper is ever fetched; unset, reportlab would read http, ftp and file (CVE-2020-28463).
rl_config.trustedSchemes = ["data"]
rl_config.trustedHosts = []

Progress = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a PDF says of itself; `language` is "sv" or "en", `printed` the day of print."""

    title: str
    author: str
    subject: str
    language: str
    printed: date


def write_document(pages: Iterable[Page], facts: DocumentFacts, progress: Progress | None = None) -> bytes:
    """Return the pages as a PDF. `progress` is told how many are done; when it returns False, Cancelled is raised.

    Raises TypefaceMissing when the font package is not installed, ValueError when there is no page.
    """
    written = io.BytesIO()
    write_pages(written, pages, facts, progress)
    return written.getvalue()


def write_pages(file: BinaryIO, pages: Iterable[Page], facts: DocumentFacts, progress: Progress | None = None) -> int:
    """Write the pages as a PDF into `file` as they come, and return how many. Raises as `write_document` does."""
    document = _Document(PdfFile(file))
    for page in pages:
        document.add(page)
        if progress is not None and not progress(len(document.pages)):
            raise Cancelled
    if not document.pages:
        raise ValueError("a document has at least one page")
    document.finish(facts)
    return len(document.pages)


class _Document:
    """What the pages of one PDF share."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._tree = file.reserve()
        self._faces = {face: EmbeddedFace(file, face) for face in Face}
        self._reused = Reused(file)
        self._structure = Structure(file)
        self.pages: list[int] = []

    def add(self, page: Page) -> None:
        """Draw a page and write it."""
        number = self._file.reserve()
        pen = Pen(page.height, self._faces, self._reused)
        tagged = TaggedPage(self._file, pen, self._structure)
        self._structure.begin_page(number)
        for placed in page.placed:
            tagged.draw(placed)
        for mark in page.marks:
            pen.artifact()
            pen.line(mark)
        content = self._file.add_stream("", pen.content())
        self._file.put(number, self._page(page, content, pen.used, tagged.links))
        self.pages.append(number)

    def _page(self, page: Page, content: int, used: dict[str, int], links: list[int]) -> str:
        fonts = "".join(f"/{face.value} {made.number} 0 R" for face, made in self._faces.items() if made)
        objects = "".join(f"/{name} {number} 0 R" for name, number in used.items())
        drawn = f"/XObject<<{objects}>>" if objects else ""
        annotations = f"/Annots[{' '.join(f'{number} 0 R' for number in links)}]/Tabs/S" if links else ""
        return (
            f"<</Type/Page/Parent {self._tree} 0 R/MediaBox[0 0 {page.width:.3f} {page.height:.3f}]{_edges(page)}"
            f"/Resources<</Font<<{fonts}>>{drawn}>>/Contents {content} 0 R{annotations}"
            f"{self._structure.end_page()}>>"
        )

    def finish(self, facts: DocumentFacts) -> None:
        """Write what all pages share, and the facts about them."""
        file = self._file
        for face in self._faces.values():
            if face:
                face.finish()
            else:
                file.put(face.number, "null")
        self._structure.finish()
        kids = " ".join(f"{number} 0 R" for number in self.pages)
        file.put(self._tree, f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>")
        described = file.add_stream("/Type/Metadata/Subtype/XML", _described(facts), packed=False)
        root = file.add(
            f"<</Type/Catalog/Pages {self._tree} 0 R/Lang({language_tag(facts.language)})/MarkInfo<</Marked true>>"
            f"/StructTreeRoot {self._structure.root_number} 0 R/Metadata {described} 0 R"
            f"/ViewerPreferences<</DisplayDocTitle true>>>>"
        )
        info = file.add(
            f"<</Title{text_string(_shown(facts.title))}/Author{text_string(_shown(facts.author))}"
            f"/Subject{text_string(_shown(facts.subject))}/Creator(Outreach)/Producer(Outreach)"
            f"/CreationDate(D:{facts.printed:%Y%m%d}000000+00'00')>>"
        )
        file.finish(root, info)


def _shown(text: str) -> str:
    return printable(text) or "Outreach"


def _edges(page: Page) -> str:
    """Return where the paper is cut and how far colour runs over the edge (14.11.2)."""
    if page.trim is None:
        return ""
    trim = page.trim
    bled = Box(trim.x - page.bleed, trim.y - page.bleed, trim.width + 2 * page.bleed, trim.height + 2 * page.bleed)
    return f"/TrimBox[{_rectangle(trim, page.height)}]/BleedBox[{_rectangle(bled, page.height)}]"


def _rectangle(box: Box, height: float) -> str:
    return f"{box.x:.3f} {height - box.bottom:.3f} {box.right:.3f} {height - box.y:.3f}"


def _described(facts: DocumentFacts) -> bytes:
    """Return the facts as XMP (ISO 16684-1), with the mark of PDF/UA-1 (ISO 14289-1, 5)."""
    title, author, subject = (escape(_shown(text)) for text in (facts.title, facts.author, facts.subject))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language_tag(facts.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>Outreach</xmp:CreatorTool><xmp:CreateDate>{facts.printed:%Y-%m-%d}T00:00:00Z</xmp:CreateDate>
<pdf:Producer>Outreach</pdf:Producer><pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
