"""Follow-up and effect: what must reach everyone, bids, contracts, the network, figures to compare with; results as rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from outreach.storage.columns import UtcDateTime, sort_column_type

revision = "0005"
down_revision = "0004"


def row_number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def record_table(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("row", row_number(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("row", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{name}_id")),
    )


def link(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{column}.id"], name=op.f(f"fk_{table}_{column}"))


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def ident(name: str, *, needed: bool = False) -> sa.Column[UUID]:
    return sa.Column(name, sa.Uuid(), nullable=not needed)


def day(name: str) -> sa.Column[date]:
    return sa.Column(name, sa.Date(), nullable=True)


def flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def moment(name: str, *, needed: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, UtcDateTime(), nullable=not needed)


def sorting() -> sa.Column[Any]:
    return sa.Column("sort", sort_column_type(), nullable=False)


def index(table: str, name: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{name}", table, list(columns), unique=False)


def upgrade() -> None:
    _results()
    _equal_treatment()
    _bids()
    _contracts()
    _network()
    record_table("benchmark", text("measure"), sa.Column("year", sa.Integer(), nullable=False), text("area"))
    index("benchmark", "measure", "measure", "year")
    _fill()


def _results() -> None:
    op.execute(sa.text("ALTER TABLE tender ADD COLUMN advertised DATE"))
    index("tender", "advertised", "advertised")
    op.create_table(
        "lot_result",
        ident("tender", needed=True),
        sa.Column("position", sa.Integer(), nullable=False),
        text("number"),
        text("outcome"),
        sa.Column("bids", sa.Integer(), nullable=True),
        sa.Column("at_least", sa.Integer(), nullable=False),
        sa.Column("bidders", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["tender"], ["tender.id"], name=op.f("fk_lot_result_tender"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tender", "position", name=op.f("pk_lot_result")),
    )


def _equal_treatment() -> None:
    tender, meeting = link("disclosure", "tender"), link("disclosure", "meeting")
    record_table(
        "disclosure",
        ident("tender"),
        ident("meeting"),
        moment("opened"),
        moment("published", needed=False),
        tender,
        meeting,
    )
    index("disclosure", "published", "published", "opened")
    index("disclosure", "tender", "tender")
    index("disclosure", "meeting", "meeting")


def _bids() -> None:
    record_table(
        "bid",
        ident("tender", needed=True),
        text("lot"),
        ident("company"),
        text("bidder"),
        flag("won"),
        flag("valid"),
        text("municipality"),
        text("nuts"),
        text("workplaces"),
        text("size"),
        text("joint"),
        sa.Column("value_hundredths", sa.BigInteger(), nullable=True),
        link("bid", "tender"),
        link("bid", "company"),
    )
    index("bid", "tender", "tender", "lot")
    index("bid", "company", "company")
    index("bid", "bidder", "bidder")
    record_table(
        "no_bid",
        ident("tender", needed=True),
        ident("company", needed=True),
        text("reason"),
        moment("at"),
        link("no_bid", "tender"),
        link("no_bid", "company"),
    )
    index("no_bid", "tender", "tender", "company")
    index("no_bid", "company", "company")


def _contracts() -> None:
    record_table(
        "contract",
        text("title"),
        sorting(),
        text("supplier"),
        ident("company"),
        ident("tender"),
        text("officer"),
        day("starts"),
        day("ends"),
        day("closed"),
        day("next_check"),
        sa.Column("value_hundredths", sa.BigInteger(), nullable=True),
        link("contract", "company"),
        link("contract", "tender"),
    )
    index("contract", "sort", "sort", "row")
    index("contract", "ends", "ends", "row")
    index("contract", "next_check", "next_check", "row")
    index("contract", "company", "company")
    index("contract", "tender", "tender")


def _network() -> None:
    record_table(
        "requirement_card",
        text("title"),
        sorting(),
        text("buyer"),
        ident("tender"),
        link("requirement_card", "tender"),
    )
    index("requirement_card", "sort", "sort", "row")
    index("requirement_card", "tender", "tender")
    record_table(
        "inquiry",
        text("title"),
        sorting(),
        ident("question"),
        moment("drafted", needed=False),
        day("closed"),
        link("inquiry", "question"),
    )
    index("inquiry", "sort", "sort", "row")
    index("inquiry", "question", "question")
    record_table("neighbour_tender", text("title"), sorting(), text("buyer"), day("expected"))
    index("neighbour_tender", "expected", "expected", "row")
    record_table("flyer_text", text("title"), sorting(), text("language"))
    index("flyer_text", "sort", "sort", "row")


# What was kept before --------------------------------------------------------------------------------------------------

_TENDER = sa.table("tender", sa.column("id", sa.Uuid()), sa.column("body", sa.JSON()), sa.column("advertised", sa.Date()))
_RESULT = sa.table(
    "lot_result",
    sa.column("tender", sa.Uuid()),
    *(sa.column(name, sa.Integer()) for name in ("position", "bids", "at_least", "bidders")),
    *(sa.column(name, sa.String()) for name in ("number", "outcome")),
)
_NOTICE = sa.table(
    "notice", sa.column("tender", sa.Uuid()), sa.column("body", sa.JSON()), sa.column("published", sa.Date())
)


def _fill() -> None:
    connection = op.get_bind()
    told = _told(connection)
    found = connection.execute(sa.select(_TENDER.c.id, _TENDER.c.body)).all()
    for record_id, body in found:
        written = told.get(record_id)
        on = written or _expected(body)
        values: dict[str, Any] = {"advertised": on}
        if written is not None:
            values["body"] = body | {"advertised": written.isoformat()}
        if on is not None:
            connection.execute(sa.update(_TENDER).where(_TENDER.c.id == record_id).values(values))
        rows = [_row(record_id, place, one) for place, one in enumerate(body.get("results", ()))]
        if rows:
            connection.execute(sa.insert(_RESULT), rows)


def _told(connection: sa.Connection) -> dict[UUID, date]:
    """Return the day of the first contract notice of each tender that has one."""
    c = _NOTICE.c
    found: dict[UUID, date] = {}
    wanted = sa.select(c.tender, c.body, c.published).where(c.tender.is_not(None), c.published.is_not(None))
    for tender, body, published in connection.execute(wanted):
        if body.get("kind") == "competition":
            found[tender] = min(published, found.get(tender, published))
    return found


def _expected(body: dict[str, Any]) -> date | None:
    """Return the day on which it was to be advertised, or the last day to bid, of one that has been advertised."""
    stage = body.get("stage")
    over = stage in ("advertised", "evaluation", "contract") or (stage == "cancelled" and body.get("results"))
    if not over:
        return None
    if body.get("expected_publication"):
        return date.fromisoformat(body["expected_publication"])
    closing = body.get("tender_deadline")
    return datetime.fromisoformat(closing).astimezone(ZoneInfo("Europe/Stockholm")).date() if closing else None


def _row(tender: UUID, place: int, result: dict[str, Any]) -> dict[str, Any]:
    return {
        "tender": tender,
        "position": place,
        "number": result.get("number", ""),
        "outcome": result.get("outcome", ""),
        "bids": result.get("bids"),
        "at_least": result.get("bids_at_least", 0),
        "bidders": None,
    }
