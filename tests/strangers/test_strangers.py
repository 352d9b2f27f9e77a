"""Strangers' files harm nothing: a small round of mutants, the whole bomb list, and controls that fail without the process."""

# ruff: noqa: E501 - a table of names
from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from outreach.services import readers
from outreach.services.reader_process import POOL, TOO_HUNGRY, TOO_SLOW, ReaderEnded, ReaderPool
from tests.searching import searched
from tests.strangers.bombs import BOMBS, png, thrown
from tests.strangers.guard import guarded
from tests.strangers.importers import IMPORTERS
from tests.strangers.mutants import adversarial_lines, mutants
from tests.strangers.rounds import run

ROOT = Path(__file__).parents[2]
#: Bombs whose making or reading takes a second or more; `python -m tests.strangers bombs` throws them.
SLOW = {
    "3 million rows", "60,000 × 60,000 pixels", "2 million rows in 131 KB", "bids in a bomb", "statistics in a bomb",
    "100,000 guests",
    "a package of zeros", "20,000 entries", "100,000 deep", "quoted-printable without end", "a number of 5 million digits", "42 zeros",
    "a cell of 5 MB", "300,000 cards of nothing", "gzip that claims to be a card", "a million attributes",
    "a base64 of 10 MB",
    "a zone with 100,000 rules", "200,000 components", "an open quotation mark", "12,000 × 12,000 pixels in 17 KB",
}  # fmt: skip


@pytest.mark.parametrize("name", IMPORTERS)
def test_mutants_end_no_reader_and_nearly_all_reasons_name_a_line(name):
    found = run(IMPORTERS[name], mutants(IMPORTERS[name].samples(), searched(4, 6), seed=11))
    assert not found.raised
    assert not found.ended
    assert found.slowest < 2.0
    assert found.peak < 512_000_000
    if IMPORTERS[name].has_lines:
        assert found.share >= 0.99, found.lineless


@pytest.mark.parametrize("bomb", [one for one in BOMBS if one.name not in SLOW], ids=lambda bomb: bomb.name)
def test_a_bomb_is_refused_or_left_out_at_once(bomb):
    told = thrown(bomb)
    assert told.held, told.row()


def test_no_line_by_passes_the_guard():
    account = guarded(adversarial_lines(3_000, seed=3))
    assert account.passed > 300, "the lines are near enough to sound ones to be worth anything"
    assert account.slowest < 0.2


# Controls: what happens without ----------------------------------------------------------------------------------------


def alone(code: str, *, seconds: float) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False
    )


def test_control_without_the_guard_56_bytes_hang_vobject():
    with pytest.raises(subprocess.TimeoutExpired):
        alone("import vobject.base as b; b.parseLine('FN' + ';A=,' * 14)", seconds=1.5)


def test_control_without_the_weighing_a_small_picture_takes_more_than_512_megabytes(tmp_path):
    (tmp_path / "bomb.png").write_bytes(png(24_000, 24_000))
    told = alone(
        f"""
        import resource
        from PIL import Image
        Image.MAX_IMAGE_PIXELS = None
        Image.open({str(tmp_path / "bomb.png")!r}).convert("L").load()
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        """,
        seconds=30,
    )
    assert int(told.stdout) > 512_000


# The process ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def rogue(monkeypatch):
    """A pool whose children know readers that misbehave (`tests/strangers/rogues.py`), beside the real one."""
    from outreach.services import reader_list
    from tests.strangers import rogues

    made = {name: reader_list.Reader(f"tests.strangers.rogues:{name}", seconds=0.3, warm=False) for name in rogues.NAMES}
    monkeypatch.setattr("outreach.services.reader_process.READERS", made)
    pool = ReaderPool(module="tests.strangers.rogues")
    yield pool
    pool.close()


def test_a_reader_that_runs_on_is_ended_by_its_processor_time(rogue):
    with pytest.raises(ReaderEnded) as ended:
        rogue.ask("spins", b"x")
    assert ended.value.reason == TOO_SLOW
    assert rogue.ask("reads", b"abc") == 3, "the next file is read"
    assert rogue.started == 1, "by a copy of the same child"


def test_a_reader_that_takes_all_memory_is_refused_it(rogue):
    with pytest.raises(ReaderEnded) as ended:
        rogue.ask("eats", b"x")
    assert ended.value.reason == TOO_HUNGRY
    assert rogue.used.memory < 512_000_000


@pytest.mark.parametrize("name", ["dies", "lies"])
def test_a_reader_that_dies_or_tells_another_type_is_not_believed(rogue, name):
    with pytest.raises(ReaderEnded):
        rogue.ask(name, b"x")
    assert rogue.ask("reads", b"abc") == 3


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot refuse a process its calls")
@pytest.mark.parametrize("name", ["writes", "calls", "forks"])
def test_a_reader_may_not_write_call_out_or_start_programs(rogue, name, tmp_path):
    assert rogue.ask(name, str(tmp_path / "x").encode()) == "refused"
    assert not (tmp_path / "x").exists() or not (tmp_path / "x").read_bytes()


def test_control_unbound_the_same_functions_write_and_call(tmp_path):
    from tests.strangers import rogues

    assert rogues.writes(str(tmp_path / "x").encode()) == "done"
    assert rogues.calls(b"") == "done"
    assert rogues.forks(b"") == "done"


def test_no_module_is_taken_from_the_folder_with_the_files(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text(f"open({str(tmp_path / 'harm')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    pool = ReaderPool()
    assert pool.ask("cards", b"BEGIN:VCARD\nVERSION:3.0\nFN:Anna Ek\nEND:VCARD\n")[0]
    pool.close()
    assert not (tmp_path / "harm").exists()
    subprocess.run([sys.executable, "-m", "json.tool", "/dev/null"], check=False, capture_output=True)
    assert (tmp_path / "harm").exists(), "without -P it is taken"


def test_cancel_ends_the_reader_and_the_next_file_is_read():
    class Enough(Exception):
        pass

    calls = []

    def progress(done: int, total: int) -> None:
        calls.append((done, total))
        raise Enough

    with pytest.raises(Enough):
        POOL.ask("cards", b"BEGIN:VCARD\nFN:Anna Ek\nEND:VCARD\n" * 9_000, progress=progress)
    assert readers.read_cards(b"BEGIN:VCARD\nVERSION:3.0\nFN:Anna Ek\nEND:VCARD\n")[0][0].name == "Anna Ek"


def said(value: object) -> str:
    """A value but for the ids that are made up at each reading."""
    return re.sub(r"UUID\('[0-9a-f-]{36}'\)", "UUID", repr(value))


def test_the_process_tells_exactly_what_the_reader_finds():
    from outreach.domain.table_mapping import AS_GUESSED
    from outreach.formats.icalendar_read import read_calendar
    from outreach.formats.registry import read_as
    from outreach.formats.table_source import read_source

    for name in ("vcard", "eforms", "ocds", "ldif"):
        for data in IMPORTERS[name].samples()[:4]:
            assert said(readers.read_as(data, name, "x")) == said(read_as(data, name, "x"))
    for data in IMPORTERS["table"].samples()[:4]:
        assert readers.read_source(data, AS_GUESSED) == read_source(data, AS_GUESSED)
    for data in IMPORTERS["icalendar"].samples()[:4]:
        (told, problems), (found, faults) = readers.read_calendar(data), read_calendar(data)
        assert problems == faults
        assert [(one.title, one.when, one.uid) for one in told] == [(one.title, one.when, one.uid) for one in found]


def test_where_there_is_no_fork_each_file_has_a_process_of_its_own(monkeypatch):
    from outreach.services import reader_child, reader_process

    monkeypatch.setattr(reader_child, "FORKS", False)
    monkeypatch.setattr(reader_process, "_Selected", reader_process._Threaded)
    pool = ReaderPool()
    cards, _ = pool.ask("cards", b"BEGIN:VCARD\nVERSION:3.0\nFN:Anna Ek\nEND:VCARD\n")
    assert cards[0].name == "Anna Ek"
    pool.close()


def test_two_readers_at_once():
    walk = readers.unpack(IMPORTERS["zip"].samples()[0])
    first = next(walk)
    assert readers.read_as(first.entry.data, "vcard", "x").cards
    assert len(list(walk)) == first.count - 1
