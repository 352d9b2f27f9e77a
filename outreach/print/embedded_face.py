"""A cut of the typeface inside a PDF: only the letters in use, and for each what it says when it is copied or read aloud.

Two bytes a letter (ISO 32000-1, 9.7: a CIDFont with Identity-H). The map to Unicode is our own, because reportlab's names
letters that are not there, which PDF/UA-1 forbids (ISO 14289-1, 7.21.7).
"""

from __future__ import annotations

import hashlib

from outreach.print.fonts import Face, typeface
from outreach.print.pdf_file import PdfFile
from outreach.print.printable import printable

#: A map to Unicode has at most so many entries in one block (Adobe Technical Note 5014, 1.4.1).
_BLOCK = 100


class EmbeddedFace(dict[str, str]):
    """The letters of one cut that a document has used so far, each with its code in hexadecimal."""

    def __init__(self, file: PdfFile, face: Face) -> None:
        super().__init__()
        self.number = file.reserve()
        self._file = file
        self._face = face

    def __missing__(self, letter: str) -> str:
        known = typeface(self._face).face.charToGlyph
        if ord(letter) not in known:
            # Texts come through `printable`; what did not shall still not print as an empty box.
            plain = printable(letter)
            return self.written(plain) if plain != letter else ""
        code = f"{len(self) + 1:04x}"
        self[letter] = code
        return code

    def written(self, text: str) -> str:
        """Return a text as the operator Tj takes it between < and >."""
        return "".join(map(self.__getitem__, text))

    def finish(self) -> None:
        """Write the font with the letters that were used."""
        face = typeface(self._face).face
        codes = [ord(letter) for letter in self]
        # Two letters may share a picture (blank and no-break blank): the program holds it once.
        pictures: dict[int, int] = {0: 0}
        for code in codes:
            pictures.setdefault(face.charToGlyph[code], len(pictures))
        program = face.makeSubset(codes)
        tag = "".join(chr(65 + value % 26) for value in hashlib.md5(program, usedforsecurity=False).digest()[:6])
        name = f"{tag}+SourceSansPro-{self._face.value}"
        program_number = self._file.add_stream(f"/Length1 {len(program)}", program)
        places = b"\0\0" + b"".join(pictures[face.charToGlyph[code]].to_bytes(2, "big") for code in codes)
        to_picture = self._file.add_stream("", places)
        to_unicode = self._file.add_stream("", _to_unicode(list(self.items())))
        box = " ".join(f"{value:.0f}" for value in face.bbox)
        described = self._file.add(
            f"<</Type/FontDescriptor/FontName/{name}/Flags 32/FontBBox[{box}]/ItalicAngle 0/Ascent {face.ascent:.0f}"
            f"/Descent {face.descent:.0f}/CapHeight {face.capHeight:.0f}/StemV {face.stemV:.0f}/FontFile2 {program_number} 0 R>>"
        )
        widths = " ".join(f"{face.charWidths[code]:g}" for code in codes)
        letters = self._file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {described} 0 R/DW {face.defaultWidth:g}/W[1[{widths}]]/CIDToGIDMap {to_picture} 0 R>>"
        )
        self._file.put(
            self.number,
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{letters} 0 R]"
            f"/ToUnicode {to_unicode} 0 R>>",
        )


def _to_unicode(letters: list[tuple[str, str]]) -> bytes:
    """Return the map from codes to letters (9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(letters), _BLOCK):
        block = letters[start : start + _BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code}> <{letter.encode('utf-16-be').hex()}>" for letter, code in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
