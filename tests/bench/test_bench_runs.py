"""Every bench runs, on a register of 200 people and for one round. How long anything takes is not judged here."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.storage.database import open_workspace
from tests.bench import goals, report
from tests.bench.hints import SLOW_QUERY, STOPPED
from tests.bench.pairs import Case, Figure, LeftOut, Result, Row, measure, row_of
from tests.bench.run import BENCHES, main, run
from tests.bench.setting import Setting

#: These open a window, in this process or another one; they have a test of their own.
WINDOWS = ("window", "hints", "start", "calendars", "effect", "million")
#: These start a server and processes that load everything anew; they are run by hand, with all others.
BY_HAND = ("server", "memory", "rights")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.mark.parametrize("name", [name for name in BENCHES if name not in (*WINDOWS, *BY_HAND)])
def test_a_bench_measures_the_product_and_its_floor(folder: Path, name: str) -> None:
    results = run(Setting(folder, people=200, rounds=1, small=True), [name])
    rows = [one for one in results if isinstance(one, Row)]
    assert rows
    assert all(row.product > 0 and row.floor > 0 and row.meaning for row in rows)


def test_the_window_is_measured_with_the_real_page_of_people(
    folder: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTREACH_HOME", str(folder / "home"))
    results = run(Setting(folder, people=200, rounds=1, small=True), ["window"])
    assert {one.name for one in results} >= {"key press to painted list", "scroll frame", "window stood still, typing"}


def test_the_effect_page_is_measured_against_sql_by_hand_and_its_window_keeps_answering(
    folder: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTREACH_HOME", str(folder / "home"))
    results = run(Setting(folder, people=200, rounds=1, small=True), ["effect"])
    assert {one.name for one in results if isinstance(one, Row)} == {"effect figures", "effect statements"}
    assert {one.name for one in results if isinstance(one, Figure)} >= {"effect page, first turn", "effect page, stood still"}


def test_the_calendar_is_measured_in_its_four_pictures(
    folder: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTREACH_HOME", str(folder / "home"))
    results = run(Setting(folder, people=200, rounds=1, small=True), ["calendars"])
    rows = {one.name for one in results if isinstance(one, Row)}
    assert rows >= {"calendar month read", *(f"calendar {name} turned" for name in ("month", "week", "agenda", "year"))}
    assert all(one.value > 0 for one in results if isinstance(one, Figure))


def test_hints_are_measured_in_the_real_window_and_two_faults_show(
    folder: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTREACH_HOME", str(folder / "home"))
    results = {one.name: one for one in run(Setting(folder, people=200, rounds=1, small=True), ["hints"])}
    row = results["key press to hints"]
    assert isinstance(row, Row)
    assert row.product > 0
    assert row.floor > 0
    slow, stopped = results["control: slow query"], results["control: stopped window"]
    assert isinstance(slow, Figure)
    assert isinstance(stopped, Figure)
    assert slow.value > SLOW_QUERY
    assert stopped.value >= STOPPED


def test_a_million_is_searched_and_shown_beside_a_thousand(
    folder: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTREACH_HOME", str(folder / "home"))
    monkeypatch.setattr("tests.bench.million.FEW", 100)
    results = run(Setting(folder, people=200, rounds=1, small=True), ["million"])
    rows = [one for one in results if isinstance(one, Row)]
    assert len(rows) == 6, results
    multiplied = open_workspace(folder / "people-400.outreach")
    assert multiplied.check() == []
    with multiplied.read() as view:
        assert view.people.count() == 400
    multiplied.close()


def test_the_program_and_an_empty_window_are_started_in_turn_and_no_heavy_library_is_loaded_by_then(folder: Path) -> None:
    results = {one.name: one for one in run(Setting(folder, people=200, rounds=1, small=True), ["start"])}
    started, command, heavy = (
        results[name] for name in ("start to first paint", "a command: find", "heavy libraries at the first paint")
    )
    assert isinstance(started, Row), started
    assert isinstance(command, Row), command
    assert isinstance(heavy, Figure)
    assert started.ratio > 0
    assert command.ratio > 0
    assert heavy.value == 0, heavy.meaning


def test_a_bench_that_fails_or_comes_too_late_is_told_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_setting: Setting) -> list[Result]:
        raise ValueError("no floor")

    def sound(_setting: Setting) -> list[Result]:
        return [Figure("sound", "Measured.", 1.0, "ms")]

    monkeypatch.setattr("tests.bench.run.BENCHES", {"broken": broken, "sound": sound})
    page = tmp_path / "page.md"
    assert main(["--only", "broken,sound", "--write", str(page)]) == 1
    assert "sound" in capsys.readouterr().out
    assert "| sound | 1.0 ms | Measured. |" in page.read_text("utf-8")
    assert "broken (ValueError: no floor)" in page.read_text("utf-8")
    late = run(Setting(tmp_path), ["sound", "sound"], seconds=-1)
    assert [type(one) for one in late] == [LeftOut, LeftOut]


def test_the_figure_is_the_median_of_the_paired_ratios_not_the_ratio_of_the_medians() -> None:
    row = row_of("x", "", {"one": ([10.0, 40.0, 90.0], [10.0, 10.0, 30.0]), "two": ([2.0, 2.0, 2.0], [1.0, 1.0, 1.0])})
    assert row.ratio == 2.0
    assert row.worst == "one: 3.00×"
    assert row.slowest == "one: 40.0 ms"


def test_product_and_floor_take_turns_and_the_first_round_does_not_count() -> None:
    calls: list[str] = []
    case = Case("c", lambda: calls.append("A"), lambda: calls.append("B"), lambda: calls.append("ready"))
    assert measure("x", "", [case], rounds=2).rounds == 2
    assert calls == ["ready", "A", "B"] * 3


def test_the_page_names_machine_versions_and_what_each_row_means() -> None:
    row = row_of("scroll", "64 rows at random places.", {"one": ([3.0], [2.0])})
    text = report.page([row, Figure("blocked", "The longest gap.", 4.25, "ms")], people=200)
    assert "| scroll | 3.00 | 2.00 | 1.50× |" in text
    assert "**scroll**: 64 rows at random places." in text
    assert "SQLite 3." in text
    assert "4.2 ms" in text or "4.3 ms" in text


def test_a_goal_is_met_missed_or_not_measured() -> None:
    missed = row_of("save one person", "", {"one": ([9.0, 9.0], [1.0, 1.0])})
    met = row_of("sort", "", {"one": ([1.2, 1.2], [1.0, 1.0])})
    lines = {line.split(" | ")[0].strip("| "): line for line in goals.table([missed, met]).splitlines()}
    assert "**no**" in lines["I4"]
    assert "| yes |" in lines["T2"]
    assert "not measured" in lines["P1"]


def test_each_goal_that_is_measured_names_the_row_of_a_bench() -> None:
    written = "".join(file.read_text("utf-8") for file in Path(goals.__file__).parent.glob("*.py") if file.stem != "goals")
    named = [goal.row for goal in goals.GOALS if goal.row]
    assert [row for row in named if f'"{row}"' not in written] == []
    assert all(goal.note for goal in goals.GOALS if not goal.row)


def test_an_unknown_bench_is_told_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["swimming"]) == 2
    assert "swimming" in capsys.readouterr().err
