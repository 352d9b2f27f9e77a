"""The door: `python -m tests.bench [NAME…] [--people N] [--rounds N] [--write FILE.md] [--folder DIR]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

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
    lists,
    notices,
    personal_prints,
    report,
    safe_keeping,
    saving,
    starting,
    taking_back,
    window,
)
from tests.bench.pairs import LEAST_ROUNDS, Result
from tests.bench.setting import Setting

BENCHES: dict[str, Callable[[Setting], list[Result]]] = {
    "open": lists.opening,
    "search": lists.searching,
    "sort": lists.sorting,
    "scroll": lists.scrolling,
    "window": window.window,
    "hints": hints.hints,
    "save": saving.saving,
    "undo": taking_back.taking_back,
    "cards": files.cards_in,
    "notices": notices.notices_in,
    "calendar": files.calendar_out,
    "calendars": calendars.calendar,
    "clashes": clash_questions.clash_questions,
    "coverage": coverage.coverage,
    "flyers": files.flyers,
    "prints": personal_prints.personal_prints,
    "doubles": doubles.doubles,
    "effect": effect_page.effect_page,
    "start": starting.starting,
    "encrypted": safe_keeping.encrypted,
    "reader": safe_keeping.reader_process,
    "backup": safe_keeping.backups,
    "extract": safe_keeping.extract,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benches that were named, or all, and print their figures."""
    wish = _parser().parse_args(argv)
    unknown = [name for name in wish.names if name not in BENCHES]
    if unknown:
        sys.stderr.write(f"There is no bench called {unknown[0]}; there are {', '.join(BENCHES)}.\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="outreach-bench-") as temporary:
        folder = wish.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        setting = Setting(folder, wish.people, max(wish.rounds, LEAST_ROUNDS), tell=_tell)
        results = run(setting, wish.names)
    sys.stdout.write(f"{report.table(results)}\n")
    if wish.write:
        wish.write.write_text(report.page(results, wish.people), "utf-8")
    return 0


def run(setting: Setting, names: Sequence[str] = ()) -> list[Result]:
    """Run benches by name, or all, and return their figures."""
    results: list[Result] = []
    try:
        for name in names or BENCHES:
            setting.tell(f"{name} …")
            results += BENCHES[name](setting)
    finally:
        setting.close()
    return [*results, *setting.filled]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Measure the product against its floors."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--people", type=int, default=50_000, help="how many people the register holds")
    parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS, help=f"at least {LEAST_ROUNDS}")
    parser.add_argument(
        "--write", type=Path, metavar="FILE.md", help="keep the figures, for example in resources/bench.md"
    )
    parser.add_argument("--folder", type=Path, help="where the register is kept, so that the next run finds it")
    return parser


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
