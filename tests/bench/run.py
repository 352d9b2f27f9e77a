"""The door: `python -m tests.bench [NAME…] [--people N] [--rounds N] [--seconds N] [--write FILE.md] [--folder DIR]`.

Each bench prints its figures as soon as it has them, and the page is written anew after each, so that a run that is cut short keeps
what it has measured. One that fails is told as left out, with its reason, and the others go on.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench import (
    calendars,
    clash_questions,
    coverage,
    doubles,
    effect_page,
    files,
    hints,
    libraries,
    lists,
    memory,
    million,
    notices,
    personal_prints,
    report,
    rights,
    safe_keeping,
    saving,
    server,
    starting,
    taking_back,
    window,
)
from tests.bench.pairs import LEAST_ROUNDS, LeftOut, Result
from tests.bench.setting import Setting

#: In the order of weight: what stands first is measured first where the time does not suffice for all.
BENCHES: dict[str, Callable[[Setting], list[Result]]] = {
    "start": starting.starting,
    "open": lists.opening,
    "search": lists.searching,
    "sort": lists.sorting,
    "scroll": lists.scrolling,
    "window": window.window,
    "save": saving.saving,
    "bulk": saving.bulk,
    "undo": taking_back.taking_back,
    "cards": files.cards_in,
    "calendar": files.calendar_out,
    "calendar-in": libraries.calendar_in,
    "month": libraries.month_of_series,
    "flyers": files.flyers,
    "backup": safe_keeping.backups,
    "encrypted": safe_keeping.encrypted,
    "server": server.server,
    "compared": libraries.everybody_compared,
    "typed": libraries.while_typing,
    "extract": safe_keeping.extract,
    "reader": safe_keeping.reader_process,
    "memory": memory.memory,
    "rights": rights.rights,
    "hints": hints.hints,
    "million": million.million,
    "notices": notices.notices_in,
    "calendars": calendars.calendar,
    "clashes": clash_questions.clash_questions,
    "coverage": coverage.coverage,
    "prints": personal_prints.personal_prints,
    "effect": effect_page.effect_page,
    "doubles": doubles.doubles,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benches that were named, or all, and print their figures. Return 0, 1 when one failed, 2 for a wrong name."""
    wish = _parser().parse_args(argv)
    names = [*wish.names, *(name for name in wish.only.split(",") if name)]
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        sys.stderr.write(f"There is no bench called {unknown[0]}; there are {', '.join(BENCHES)}.\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="outreach-bench-") as temporary:
        folder = wish.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        setting = Setting(folder, wish.people, wish.rounds, tell=_tell)
        kept: list[Result] = []

        def keep(some: list[Result]) -> None:
            kept.extend(some)
            if some:
                sys.stdout.write(f"{report.table(some)}\n\n")
            sys.stdout.flush()
            if wish.write:
                wish.write.write_text(report.page([*kept, *setting.filled], wish.people), "utf-8")

        results = run(setting, names, seconds=wish.seconds, keep=keep)
    return int(any(isinstance(one, LeftOut) and one.failed for one in results))


def run(
    setting: Setting,
    names: Sequence[str] = (),
    *,
    seconds: float = float("inf"),
    keep: Callable[[list[Result]], object] = lambda _: None,
) -> list[Result]:
    """Run benches by name, or all, and return their figures.

    `keep` is given those of each bench when it is done. None begins once `seconds` of the wall have gone by.
    """
    results: list[Result] = []
    began = monotonic()
    try:
        for name in names or BENCHES:
            gone = monotonic() - began
            if gone > seconds:
                some: list[Result] = [LeftOut(name, f"the {seconds:,.0f} seconds of this run were gone")]
            else:
                setting.tell(f"{gone:5.0f} s  {name} …")
                some = _one(setting, name)
            results += some
            keep(some)
    finally:
        setting.close()
    if setting.filled:
        keep([])
    return [*results, *setting.filled]


def _one(setting: Setting, name: str) -> list[Result]:
    try:
        return BENCHES[name](setting)
    except Exception as error:  # noqa: BLE001 - one that fails must not take the others' figures with it
        setting.tell(traceback.format_exc())
        return [LeftOut(name, f"{type(error).__name__}: {error}", failed=True)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Measure the product against its floors."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--only", default="", metavar="NAME,NAME", help="the same, in one word")
    parser.add_argument(
        "--seconds", type=float, default=float("inf"), help="no bench begins after so many seconds; the page says which are missing"
    )
    parser.add_argument("--people", type=int, default=50_000, help="how many people the register holds")
    parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS, help=f"a median of fewer than {LEAST_ROUNDS} says little")
    parser.add_argument(
        "--write", type=Path, metavar="FILE.md", help="keep the figures, for example in resources/bench.md"
    )
    parser.add_argument("--folder", type=Path, help="where the register is kept, so that the next run finds it")
    return parser


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
