"""Settings files as they really are: broken, foreign, written by a Windows editor, in a folder that nobody may write."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach import settings
from outreach.settings import Settings, load_memory, load_settings, save_memory, save_settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OUTREACH_HOME", str(tmp_path))
    monkeypatch.setenv("OUTREACH_SITE_SETTINGS", str(tmp_path / "site.toml"))
    (tmp_path / "settings").mkdir()
    return tmp_path


def test_each_layer_goes_before_the_one_below(home: Path) -> None:
    (home / "site.toml").write_text('language = "en"\nworkspace = "postgresql://server/all"\n', "utf-8")
    save_settings(Settings(officer='Åsa "Snö" Öberg\\', scheme="dark"))
    found = load_settings(scheme="light", workspace="")
    assert found == Settings("en", "light", 'Åsa "Snö" Öberg\\', "postgresql://server/all")


@pytest.mark.parametrize(
    "content",
    [b"", b"language = ", b"\xff\xfe\x00", b'language = ["sv"', b"[" * 50_000, b'language = 5\n[scheme]\nx = 1\n', b"\x00" * 100],
)
def test_a_broken_file_costs_a_setting_and_never_the_start(home: Path, content: bytes) -> None:
    (home / "settings" / "settings.toml").write_bytes(content)
    (home / "site.toml").write_bytes(content)
    (home / "settings" / "remembered.json").write_bytes(content)
    assert load_settings().chosen_language() in ("sv", "en")
    assert load_memory() == {}


def test_a_mark_that_a_windows_editor_puts_in_front_does_no_harm(home: Path) -> None:
    (home / "site.toml").write_bytes(b'\xef\xbb\xbflanguage = "en"\r\n')
    assert load_settings().language == "en"


def test_what_is_remembered_comes_back_and_cannot_disturb(home: Path) -> None:
    save_memory({"page": "people", "widths": [1, 2]})
    assert load_memory() == {"page": "people", "widths": [1, 2]}
    (home / "settings" / "remembered.json").write_text(json.dumps(["a list"]))
    assert load_memory() == {}


def test_a_folder_that_cannot_be_made_disturbs_no_memory_and_is_told_for_settings(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("OUTREACH_HOME", str(home / "file"))
    save_memory({"page": "people"})
    with pytest.raises(OSError, match="file"):
        save_settings(Settings(language="sv"))
    assert load_settings() == Settings()


def test_a_file_that_cannot_be_replaced_leaves_nothing_half_written(home: Path) -> None:
    target = home / "folder"
    target.mkdir()
    with pytest.raises(OSError, match="folder"):
        settings.write_atomically(target, b"x")
    assert sorted(one.name for one in home.iterdir()) == ["folder", "settings"]


@given(
    st.lists(
        st.one_of(
            st.builds("{} = {}".format, st.sampled_from(["officer", "a-b", "å", "x.y", ""]), st.text(max_size=8).map(json.dumps)),
            st.builds('{} = "{}"'.format, st.sampled_from(["officer", "language"]), st.text(max_size=8)),
            st.text('officer="\\ \'[]#\n\r\t', max_size=12),
        ),
        max_size=3,
    ).map("\n".join)
)
def test_a_file_is_read_as_toml_is_whether_or_not_a_reader_of_toml_was_needed(text: str) -> None:
    try:
        wanted = tomllib.loads(text)
    except ValueError:
        wanted = {}
    quick = settings._plain_lines(text)
    assert quick is None or quick == wanted


def test_a_file_as_the_program_writes_it_needs_no_reader_of_toml(home: Path) -> None:
    save_settings(Settings(officer="Åsa Öberg", scheme="dark", mail_port="587"))
    code = "import sys; from outreach.settings import load_settings; print(load_settings().officer, 'tomllib' in sys.modules)"
    for written, loaded in ("", "False"), ("# by hand\n", "True"):
        with (home / "settings" / "settings.toml").open("a", encoding="utf-8") as file:
            file.write(written)
        surroundings, root = os.environ | {"PYTHONUTF8": "1"}, Path(settings.__file__).parents[1]
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, env=surroundings, cwd=root
        )
        assert done.stdout.split() == ["Åsa", "Öberg", loaded]
