"""Tenders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, case, func, or_, select

from outreach.domain.record import Kind
from outreach.domain.search_text import index_text
from outreach.domain.sorting import sort_key
from outreach.domain.tender import COMING, Stage, Tender, ValueClass, advertised_on
from outreach.domain.when import HOME_ZONE, to_instant
from outreach.storage import tables
from outreach.storage.store import Store

_STAGE_ORDER = {stage.value: number for number, stage in enumerate(Stage)}
_VALUE_ORDER = {size.value: number for number, size in enumerate(ValueClass)}
_DATES = ("expected_publication", "question_deadline", "tender_deadline", "contract_start", "contract_end")


class TenderStore(Store[Tender]):
    """The tenders, from idea to contract."""

    kind: ClassVar[Kind] = Kind.TENDER
    table: ClassVar[Table] = tables.tender
    record_type = Tender

    def columns_of(self, record: Tender) -> dict[str, Any]:
        """What lists filter and sort by."""
        return {
            "title": record.title,
            "sort": sort_key(record.title),
            "stage": record.stage.value,
            "reference": record.reference,
            "buyer": record.buyer,
            "officer": record.officer,
            "value_class": record.value_class.value,
            "value_hundredths": record.value.hundredths if record.value else None,
            "advertised": advertised_on(record),
        } | {name: getattr(record, name) for name in _DATES}

    def words_of(self, record: Tender) -> str:
        """Title, words of the description, reference, buyer, lots and tags."""
        return index_text(
            record.title,
            record.description,
            record.reference,
            record.buyer,
            record.notes,
            record.publication_number,
            *record.tags,
            *record.cpv,
            *(lot.title for lot in record.lots),
        )

    def terms_of(self, record: Tender) -> Iterable[tuple[str, str]]:
        """Codes, tags, the notices it came from, and the tender that it renews."""
        codes = dict.fromkeys([*record.cpv, *(code for lot in record.lots for code in lot.cpv)])
        yield from (("cpv", code) for code in codes)
        yield from (("tag", tag) for tag in record.tags)
        yield from (("origin", origin) for origin in record.origins)
        if record.renews is not None:
            yield "renews", str(record.renews)

    def write_relations(self, record: Tender) -> None:
        """Write how its lots ended, for figures."""
        rows = [
            {
                "number": one.number,
                "outcome": one.outcome,
                "bids": one.bids,
                "at_least": one.bids_at_least,
                "bidders": one.bidders,
            }
            for one in record.results
        ]
        self._replace_links(tables.lot_result, "tender", record.id, rows)

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """The tender as a list shows it."""
        names = ("title", "stage", "value_class", "cpv", "buyer", "reference", "officer", "tags")
        return values | {name: body[name] for name in names}

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """The dates, as the database keeps them."""
        return {name: self.table.c[name] for name in _DATES}

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """By date with the unknown last, by stage and size in their own order, or by words."""
        c = self.table.c
        if name in _DATES:
            return (c[name], c.sort)
        orders: dict[str, Sequence[ColumnElement[Any]]] = {
            "title": (c.sort,),
            "stage": (case(_STAGE_ORDER, value=c.stage, else_=99), c.sort),
            "value_class": (case(_VALUE_ORDER, value=c.value_class, else_=0), c.sort),
            "buyer": (self._swedish(c.buyer), c.sort),
            "reference": (c.reference, c.sort),
            "officer": (self._swedish(c.officer), c.sort),
        }
        return orders[name]

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """Stage, size, officer, "coming" since a day, and exact terms."""
        c = self.table.c
        if name in ("stage", "value_class", "officer"):
            return c[name].in_(values)
        if name == "coming":
            return self._is_coming(date.fromisoformat(values[0]))
        return super().filter_condition(name, values)

    def coming(self, today: date, most: int) -> list[Tender]:
        """Return what suppliers can still wait for or bid on, the soonest first."""
        c = self.table.c
        last_day = func.date(c.tender_deadline)
        # What is open is wanted before its last day; what is not yet advertised, before it will be.
        soonest = case(
            ((c.stage == Stage.ADVERTISED.value) & c.tender_deadline.is_not(None), last_day),
            else_=func.coalesce(c.expected_publication, last_day, func.date(c.contract_start)),
        )
        wanted = (
            select(c.id).where(self._is_coming(today)).order_by(soonest.is_(None), soonest, c.sort, c.row).limit(most)
        )
        ids = list(self.connection.execute(wanted).scalars())
        found = self.many(ids)
        return [found[one] for one in ids]

    def ended_between(self, first: date, last: date, most: int, codes: Sequence[str] = ()) -> list[Tender]:
        """Return the latest `most` tenders that were advertised from `first` to `last`, of which a lot has ended.

        `codes` are prefixes of CPV codes; without any, the codes do not matter.
        """
        c = self.table.c
        wanted = select(c.id).where(c.advertised.between(first, last), c.id.in_(select(tables.lot_result.c.tender)))
        if codes:
            wanted = wanted.where(self._has_term("cpv", codes))
        wanted = wanted.order_by(c.advertised.desc(), c.row).limit(most)
        return list(self.many(self.connection.execute(wanted).scalars()).values())

    def dated(self, first: date, last: date) -> list[Tender]:
        """Return the tenders, but for those called off, of which a date that a calendar shows lies from `first` to `last`."""
        c = self.table.c
        begin = to_instant(datetime.combine(first, time.min), HOME_ZONE)
        end = to_instant(datetime.combine(last + timedelta(days=1), time.min), HOME_ZONE)
        within = or_(
            c.expected_publication.between(first, last),
            *((date_ >= begin) & (date_ < end) for date_ in (c.question_deadline, c.tender_deadline)),
        )
        return self.all(within, c.stage != Stage.CANCELLED.value)

    def within(self, spans: Mapping[str, tuple[date, date]]) -> list[Tender]:
        """Return the tenders, but for those called off, of which one of these dates lies in its span (both days included)."""
        c = self.table.c
        conditions: list[ColumnElement[bool]] = []
        for name, (first, last) in spans.items():
            if name in ("question_deadline", "tender_deadline"):
                begin = to_instant(datetime.combine(first, time.min), HOME_ZONE)
                end = to_instant(datetime.combine(last + timedelta(days=1), time.min), HOME_ZONE)
                conditions.append((c[name] >= begin) & (c[name] < end))
            else:
                conditions.append(c[name].between(first, last))
        return self.all(or_(*conditions), c.stage != Stage.CANCELLED.value)

    def ending(self, first: date, last: date) -> list[Tender]:
        """Return the contracts whose last day lies from `first` to `last`, the soonest first."""
        c = self.table.c
        found = self.all(c.stage == Stage.CONTRACT.value, c.contract_end.between(first, last))
        return sorted(found, key=lambda one: (one.contract_end or date.max, one.title.casefold()))

    def renewing(self, ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
        """Return which tenders renew these, by the id of the one that is renewed."""
        found = self.ids_by_terms("renews", [str(one) for one in ids])
        return {UUID(word): renewing for word, renewing in found.items()}

    def due_between(self, first: datetime, last: datetime) -> list[Tender]:
        """Return the tenders whose last moment for bids or questions lies from `first` (included) to `last` (both aware)."""
        c = self.table.c
        bids = (c.tender_deadline >= first) & (c.tender_deadline < last)
        questions = (c.question_deadline >= first) & (c.question_deadline < last)
        return self.all(bids | questions)

    def _is_coming(self, today: date) -> ColumnElement[bool]:
        c = self.table.c
        midnight = to_instant(datetime.combine(today, time.min), HOME_ZONE)
        still_open = or_(c.tender_deadline.is_(None), c.tender_deadline >= midnight)
        return c.stage.in_([stage.value for stage in COMING]) & still_open
