"""Adversarial lines against the guard in front of vobject, in this process: each must be let pass or set aside at once."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from outreach.domain.problem import Problem
from outreach.formats.vcard_guard import read_property
from outreach.formats.vcard_lines import Line


@dataclass(slots=True)
class Account:
    """How many lines came, how many were passed on, and the slowest in seconds of processor time."""

    lines: int = 0
    passed: int = 0
    slowest: float = 0.0

    def row(self) -> str:
        """One line of the table."""
        return f"guard      {self.lines:6} lines  {self.passed} passed  slowest {self.slowest:.4f} s"


def guarded(lines: Iterable[bytes]) -> Account:
    """Give lines to the guard."""
    account = Account()
    for number, raw in enumerate(lines, 1):
        begun = time.thread_time()
        passed = read_property(Line(number, raw))
        account.slowest = max(account.slowest, time.thread_time() - begun)
        account.lines += 1
        account.passed += passed is not None and not isinstance(passed, Problem)
    return account
