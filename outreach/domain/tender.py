"""A tender from idea to contract, and what a public notice says of one.

Standard terms: contract notice, planning notice, lot, part, CPV, NUTS. BT numbers are those of the eForms regulation
(EU) 2019/1780; paths and traps stand in the reader, `formats/eforms.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from outreach.domain.record import Record
from outreach.domain.when import home_day
from outreach.language import N_


class Stage(StrEnum):
    """How far a tender has come."""

    IDEA = "idea"
    DIALOGUE = "dialogue"
    PLANNED = "planned"
    ADVERTISED = "advertised"
    EVALUATION = "evaluation"
    CONTRACT = "contract"
    CANCELLED = "cancelled"


STAGE_LABELS = {
    Stage.IDEA: N_("Idea"),
    Stage.DIALOGUE: N_("Market dialogue"),
    Stage.PLANNED: N_("Planned"),
    Stage.ADVERTISED: N_("Advertised"),
    Stage.EVALUATION: N_("Evaluation"),
    Stage.CONTRACT: N_("Contract"),
    Stage.CANCELLED: N_("Called off"),
}

#: Stages in which a tender is still to come or open for bids: what a flyer about coming tenders may show.
COMING = (Stage.IDEA, Stage.DIALOGUE, Stage.PLANNED, Stage.ADVERTISED)


class ValueClass(StrEnum):
    """Roughly how big a purchase is, in words for suppliers. Bounds are in SEK without VAT, lower bound included."""

    UNKNOWN = "unknown"
    UNDER_100K = "under_100k"
    UNDER_700K = "under_700k"
    UNDER_2M = "under_2m"
    UNDER_10M = "under_10m"
    OVER_10M = "over_10m"


VALUE_CLASS_LABELS = {
    ValueClass.UNKNOWN: N_("Size not known yet"),
    ValueClass.UNDER_100K: N_("Under 100,000 kronor"),
    ValueClass.UNDER_700K: N_("100,000 to 700,000 kronor"),
    ValueClass.UNDER_2M: N_("700,000 to 2 million kronor"),
    ValueClass.UNDER_10M: N_("2 to 10 million kronor"),
    ValueClass.OVER_10M: N_("Over 10 million kronor"),
}

_UPPER_BOUNDS_IN_ORE = (
    (100_000_00, ValueClass.UNDER_100K),
    (700_000_00, ValueClass.UNDER_700K),
    (2_000_000_00, ValueClass.UNDER_2M),
    (10_000_000_00, ValueClass.UNDER_10M),
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency's hundredths (öre for SEK) and the ISO 4217 code."""

    hundredths: int
    currency: str = "SEK"


#: More hundredths than any purchase costs, and as many as the tables hold; more bids than any lot gets.
MOST_HUNDREDTHS, MOST_BIDS = 10**15, 100_000


def is_too_much(value: Money | None) -> bool:
    """Say whether an amount is larger than anything that is bought: a slip of the finger."""
    return value is not None and value.hundredths > MOST_HUNDREDTHS


def value_class(value: Money | None) -> ValueClass:
    """Return the class of an amount; unknown for None and for other currencies than SEK."""
    if value is None or value.currency != "SEK":
        return ValueClass.UNKNOWN
    for bound, found in _UPPER_BOUNDS_IN_ORE:
        if value.hundredths < bound:
            return found
    return ValueClass.OVER_10M


def class_bounds(size: ValueClass) -> tuple[int, int | None]:
    """Return the lower bound of a class (included) and the upper one (excluded; None: there is none), in öre."""
    low = 0
    for bound, found in _UPPER_BOUNDS_IN_ORE:
        if found is size:
            return low, bound
        low = bound
    return (low, None) if size is ValueClass.OVER_10M else (0, None)


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot (or, in a planning notice, a part) of a tender. `number` is the notice's own, such as "LOT-0001".

    `deadline_field` tells what `tender_deadline` is for: "BT-131" tenders, "BT-1311" requests to take part, "BT-630"
    expressions of interest, "BT-800" answers to a market consultation; empty where nobody said. `months` is the contract's
    length (BT-36), `length` "UNLIMITED" or "UNKNOWN" where it has none in figures (BT-538). `renewals` is how many times the
    contract may be renewed (BT-58), None where the notice does not say. `options` are the buyer's words on options and
    renewals (BT-54, BT-57). `framework_maximum` is the most that a framework agreement may reach (BT-271).
    """

    number: str
    title: str = ""
    description: str = ""
    cpv: tuple[str, ...] = ()
    value: Money | None = None
    question_deadline: datetime | None = None
    tender_deadline: datetime | None = None
    contract_start: date | None = None
    contract_end: date | None = None
    is_part: bool = False
    deadline_field: str = ""
    months: int | None = None
    length: str = ""
    renewals: int | None = None
    options: str = ""
    framework_maximum: Money | None = None


def titled_lots(lots: Sequence[Lot], titles: Sequence[str]) -> tuple[Lot, ...]:
    """Return lots with these titles: known ones stay whole, new ones get the next free number."""
    known = {lot.title: lot for lot in lots}
    taken = {lot.number for lot in lots}
    free = (f"LOT-{number:04}" for number in range(1, 10_000) if f"LOT-{number:04}" not in taken)
    return tuple(known.get(title) or Lot(next(free), title) for title in dict.fromkeys(titles))


@dataclass(frozen=True, slots=True)
class Winner:
    """Who won a lot (or a share of it), as the result notice tells (BT-500, 501, 507, 513, 514, 165, 720).

    `number` is the identifier as it stands there and need not be an organisation number; a natural person's is left out.
    Several members of a consortium share `tender_id`. `size` is a word of `SizeClass`.
    """

    name: str
    number: str = ""
    town: str = ""
    nuts: str = ""
    country: str = ""
    size: str = "unknown"
    value: Money | None = None
    tender_id: str = ""


@dataclass(frozen=True, slots=True)
class LotResult:
    """How one lot ended (BT-142, BT-144, BT-759, BT-760). `number` is the lot's; empty for a tender without lots.

    `outcome`: "selec-w" (a winner), "clos-nw" (closed without), "open-nw" (still open), or empty. `reason` is BT-144's word.
    `value` is what the lot was awarded for: its winning tenders together, else what its framework agreement may reach.
    `bids` is the number of tenders received, or None when it is not told; `bids_at_least` is a lower bound from partial
    counts (SME counts alone), 0 when there is none. `bidders` is how many different bidders there were, None when not told (the
    national figure counted bidders until 2020 and bids since 2021). `counts` keeps each statistic as (code, number).
    `withheld` names the fields that are not published (BT-195), as "BT-720".
    """

    number: str = ""
    outcome: str = ""
    reason: str = ""
    bids: int | None = None
    bids_at_least: int = 0
    counts: tuple[tuple[str, int], ...] = ()
    winners: tuple[Winner, ...] = ()
    contract_signed: date | None = None
    value: Money | None = None
    withheld: tuple[str, ...] = ()
    bidders: int | None = None


@dataclass(frozen=True, slots=True)
class Readability:
    """How a text of the tender read at a moment (aware, UTC): `measure` is "lix" (Swedish) or the English measure's name.

    `score` is hundredths of the measure (4020 for LIX 40.2). `words` and `sentences` are counts; `findings` is how many
    marks the check made. `label` tells texts apart ("description", a file's name).
    """

    at: datetime
    measure: str
    score: int
    words: int = 0
    sentences: int = 0
    findings: int = 0
    label: str = "description"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender(Record):
    """One purchase, from idea to contract.

    `title` is in plain words and never empty. `reference` is the buyer's own (BT-22, diary number). `cpv`: eight
    digits each, the main code first. `place`: NUTS code, municipality code or plain words. Deadlines are instants
    (aware, UTC); `expected_publication` (BT-127) and the contract period are days. `value` is without VAT; with a
    value in SEK the class follows from it. `procedure_id` (BT-04), `notice_id` and `notice_version` (BT-701, BT-757)
    tie the tender to its notices; `notice_kind` is BT-03's word; `withheld` says that a value is not published (BT-195).
    `results`: one for each lot that has a result. `readability`: the oldest first. `renews`: the tender whose contract
    runs out. `option_months`: by how many months in all the contract may be extended after `contract_end`.
    `planning_notice_sent` and `result_notice_sent` are the days on which those notices were sent. `not_renewed`: the
    contract runs out and nothing shall follow it, so that no new tender is proposed. `advertised` is the day on which the contract
    notice was published; `advertised_on` tells it where it is not written. `appealed`: True, False, None where nobody knows.
    `no_contract`: its results are not to become contracts here, so that none is proposed.
    """

    title: str
    description: str = ""
    reference: str = ""
    buyer: str = ""
    cpv: tuple[str, ...] = ()
    place: str = ""
    stage: Stage = Stage.IDEA
    expected_publication: date | None = None
    question_deadline: datetime | None = None
    tender_deadline: datetime | None = None
    contract_start: date | None = None
    contract_end: date | None = None
    contract_months: int | None = None
    value_class: ValueClass = ValueClass.UNKNOWN
    value: Money | None = None
    withheld: bool = False
    link: str = ""
    officer: str = ""
    lots: tuple[Lot, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""
    procedure_id: str = ""
    notice_id: str = ""
    notice_version: str = ""
    notice_kind: str = ""
    publication_number: str = ""
    origins: tuple[str, ...] = ()
    results: tuple[LotResult, ...] = ()
    readability: tuple[Readability, ...] = ()
    renews: UUID | None = None
    option_months: int | None = None
    planning_notice_sent: date | None = None
    result_notice_sent: date | None = None
    not_renewed: bool = False
    advertised: date | None = None
    appealed: bool | None = None
    no_contract: bool = False


#: Stages in which a tender has been advertised.
_PUBLISHED = (Stage.ADVERTISED, Stage.EVALUATION, Stage.CONTRACT)


def advertised_on(tender: Tender) -> date | None:
    """Return the day on which the tender was advertised: as written, else as it was expected, else the last day to bid.

    None for one that is still to come, and for one called off of which nobody wrote the day.
    """
    if tender.advertised is not None:
        return tender.advertised
    if tender.stage not in _PUBLISHED and not (tender.stage is Stage.CANCELLED and tender.results):
        return None
    return tender.expected_publication or (home_day(tender.tender_deadline) if tender.tender_deadline else None)


def is_under_advertisement(tender: Tender, day: date) -> bool:
    """Say whether questions belong in the procurement system now: from the day of the notice until a contract or a stop."""
    if tender.stage in (Stage.ADVERTISED, Stage.EVALUATION):
        return True
    return tender.stage in COMING and tender.advertised is not None and tender.advertised <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one notice says, in the language chosen (Swedish, then the notice's own, then English, then first).

    `kind` is BT-03's form type: planning, consultation, competition, result, dir-awa-pre, cont-modif, completion,
    change, bri. `languages` are ISO 639-2/T codes in upper case, the notice's own first. `deadline_texts` keeps the
    deadlines as they stood in the file, by field name. `dispatched` is when the notice was sent (BT-05, aware, UTC).
    `change_reason` says why, or what, a notice changes of the one that it names (BT-762, BT-141).
    `tender` carries all that a tender takes over.

    `form` is "eforms" or "ocds". Of OCDS, `notice_id` is the ocid and `notice_version` the release: its date and time in UTC,
    so that versions sort as texts, and its id. `makeshift` names fields of the tender that the notice itself does not tell
    (the title of a release that holds an award alone): a known tender keeps its own.
    """

    kind: str
    form: str = "eforms"
    makeshift: tuple[str, ...] = ()
    notice_type: str = ""
    subtype: str = ""
    notice_id: str = ""
    notice_version: str = ""
    procedure_id: str = ""
    publication_number: str = ""
    publication_date: date | None = None
    dispatched: datetime | None = None
    changes_notice: str = ""
    change_reason: str = ""
    earlier_notices: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    language_used: str = ""
    buyer_id: str = ""
    procedure_type: str = ""
    deadline_texts: tuple[tuple[str, str], ...] = ()
    tender: Tender
