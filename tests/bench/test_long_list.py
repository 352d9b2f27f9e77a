"""The long list, short: every row is read, kept once, and found again."""

from __future__ import annotations

from pathlib import Path

from outreach.domain.record import Kind
from tests.bench.long_list import measure


def test_a_long_list_is_read_in_batches_and_every_row_counts(tmp_path: Path) -> None:
    rows = 1_203
    found = measure(tmp_path, rows)
    assert found.preview.facts == found.outcome.facts
    assert found.outcome.facts.new == {Kind.COMPANY: rows, Kind.PERSON: rows}
    assert (found.outcome.facts.rows, found.outcome.facts.kept, found.outcome.problems) == (rows, rows, ())
    assert (found.again.added, found.again.updated, found.again.unchanged) == (0, 0, rows)
