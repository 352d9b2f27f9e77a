"""Text recognition on a picture of a visiting card, and what is said where it is missing."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from outreach.domain.problem import Problem
from outreach.formats.text_recognition import Readiness, Recognised, data_folder, readiness, recognise
from tests.formats.visiting_cards import LINES, visiting_card
from tests.searching import searched

ROOT = Path(__file__).parents[2]
needs_data = pytest.mark.skipif(
    readiness() is not Readiness.READY, reason="text recognition: tesserocr or its Swedish data (tesseract-ocr-swe) are missing"
)


@needs_data
@pytest.mark.parametrize("turn", searched([0.0, -2.0], [0.0, 1.5, -2.0]))
def test_card_with_swedish_letters_is_read(turn: float) -> None:
    read = recognise(visiting_card(turn=turn))
    assert isinstance(read, Recognised)
    lines = read.text.splitlines()
    for text in LINES[:6]:
        assert text in lines
    mail = LINES[6]
    with_english = (data_folder() or Path()) / "eng.traineddata"
    assert mail in lines or not with_english.is_file(), "the English data know the sign @"


@needs_data
def test_picture_on_its_side_is_read_after_it_was_turned() -> None:
    from outreach.formats.picture import open_picture

    opened = open_picture(visiting_card())
    assert not isinstance(opened, Problem)
    written = io.BytesIO()
    opened.rotate(90, expand=True).save(written, "PNG")
    read = recognise(written.getvalue(), degrees=90)
    assert isinstance(read, Recognised)
    assert "Åsa Öberg" in read.text


@needs_data
def test_what_is_no_picture_is_refused_and_an_empty_one_has_no_text() -> None:
    assert isinstance(recognise(b"nothing"), Problem)
    read = recognise(visiting_card(()))
    assert isinstance(read, Recognised)
    assert read.text == ""


def test_data_are_looked_for_in_the_named_folder_and_in_our_own_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    named, own = tmp_path / "named", tmp_path / "own" / "data" / "tessdata"
    for folder in (named, own):
        folder.mkdir(parents=True)
        (folder / "swe.traineddata").touch()
    monkeypatch.setenv("OUTREACH_HOME", str(tmp_path / "own"))
    assert data_folder(str(named)) == named
    assert data_folder() == own
    monkeypatch.setenv("TESSDATA_PREFIX", str(named))
    assert data_folder() == named


def test_without_the_library_nothing_breaks_and_it_is_said() -> None:
    program = """
import sys
sys.modules["tesserocr"] = None
from outreach.formats.text_recognition import readiness
print(readiness().value)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "no library"
