"""Documents become lines of text; what is hostile, locked or no text is refused with a sentence."""

# ruff: noqa: E501 - texts as they are read

from __future__ import annotations

import io
import zipfile

import pytest

from outreach.errors import BadFile
from outreach.formats import written
from outreach.formats.written import is_pdf, read_written
from outreach.print import pdf_text as pdf_reader
from outreach.print.pdf_text import pdf_text
from tests.formats.written_makers import docx, odt, packed, paragraph, pdf, run


def test_a_word_document_becomes_lines_without_what_was_struck_out():
    body = "".join(
        (
            paragraph(run("Vad vi köper"), '<w:pStyle w:val="Rubrik1"/>'),
            paragraph(run("Vi köper ") + "<w:del><w:r><w:delText>inte </w:delText></w:r></w:del><w:ins>" + run("grus") + "</w:ins>" + run(".")),
            paragraph(run("sand"), '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            f"<w:tbl><w:tr><w:tc>{paragraph(run('Vara'))}</w:tc><w:tc>{paragraph(run('Pris'))}</w:tc></w:tr></w:tbl>",
            paragraph(run("ett") + "<w:r><w:tab/></w:r>" + run("två") + "<w:r><w:br/></w:r>" + run("tre")),
            paragraph(""),
        )
    )
    read = read_written(docx(body), "a.docx")
    assert read.text == "Vad vi köper\nVi köper grus.\n- sand\nVara\nPris\nett\ttvå\ntre"
    assert read.paragraphs is True


def test_an_opendocument_text_becomes_lines_without_what_was_struck_out():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>borta</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:h>Vad vi köper</text:h><text:p>Vi  köper<text:s/>\n grus<text:note><text:note-body><text:p>not</text:p></text:note-body></text:note>.</text:p>"
        "<text:list><text:list-item><text:p>sand</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Pris</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert read_written(odt(body), "a.odt").text.replace("  ", " ") == "Vad vi köper\nVi köper grus.\n- sand\nPris"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac-roman"])
def test_plain_text_is_read_in_the_usual_encodings(encoding):
    text = "Vi köper snöröjning på vägarna i Älvbro. Åkare är välkomna."
    assert read_written(text.encode(encoding), "a.txt").text == text


def test_a_pdf_gives_its_text_and_mends_words_that_a_line_divided():
    data = pdf("Vi köper snö-\nröjning och\nvår- och sommarvård.", "Sida två.")
    assert is_pdf(data)
    text = pdf_text(data, "a.pdf", 10_000)
    assert "snöröjning och\nvår- och sommarvård." in text
    assert "Sida två." in text


def refusal(data: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        pdf_text(data, "fil", 10_000) if is_pdf(data) else read_written(data, "fil")
    return caught.value.reason


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file, file.open("word/document.xml", "w") as part:
        for _ in range(30):
            part.write(b" " * 1_000_000)
    return target.getvalue()


def test_what_cannot_be_read_is_refused_with_a_sentence():
    entities = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert refusal(docx(paragraph(run("&a;")), entities)) == written.HAS_ENTITIES
    assert refusal(bomb()) == written.UNPACKS_TOO_FAR
    assert refusal(b"\xd0\xcf\x11\xe0" + b"\0" * 100) == written.OLD_WORD
    assert refusal(b"{\\rtf1 hej}") == written.RICH_TEXT
    assert refusal(b"PK\x03\x04broken") == written.DAMAGED
    assert refusal(docx("<w:p>")) == written.DAMAGED
    assert refusal(packed({"xl/workbook.xml": b"<a/>"})) == written.NOT_TEXT
    assert refusal(odt("<text:p>x</text:p>", {"META-INF/manifest.xml": b"<manifest:encryption-data/>"})) == written.LOCKED
    assert refusal(bytes(range(256)) * 20) == written.NOT_TEXT
    assert refusal(b" \n ") == written.NO_TEXT
    assert refusal(b"ord " * 200_000) == written.TOO_LONG
    assert refusal(packed({f"n{number}": b"" for number in range(50)} | {"word/document.xml": b"<a>" * 400})) == written.DAMAGED


def test_a_zip_with_very_many_parts_is_not_opened(monkeypatch):
    monkeypatch.setattr(written, "MOST_PARTS", 3)
    assert refusal(packed({f"n{number}": b"" for number in range(5)})) == written.TOO_MANY_PARTS


def test_locked_scanned_and_broken_pdfs_are_told_apart():
    assert refusal(pdf("hemligt", password="x")) == pdf_reader.LOCKED
    assert refusal(pdf("")) == pdf_reader.SCANNED
    assert refusal(b"%PDF-1.7 nothing") == pdf_reader.NOT_READ
