"""Figures of others to compare with."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Table

from outreach.domain.benchmark import Benchmark
from outreach.domain.record import Kind
from outreach.storage import tables
from outreach.storage.store import Store


class BenchmarkStore(Store[Benchmark]):
    """The figures to compare with."""

    kind: ClassVar[Kind] = Kind.BENCHMARK
    table: ClassVar[Table] = tables.benchmark
    record_type = Benchmark

    def columns_of(self, record: Benchmark) -> dict[str, Any]:
        """What is measured, when and where."""
        return {"measure": record.measure.value, "year": record.year, "area": record.area}
