"""Procurement data in the Open Contracting Data Standard, 1.0 and 1.1: release and record packages, releases, records.

Each release becomes a `Notice` whose tender is the state after it, so that a file with all releases of a process tells how
it went. Paths stand as the standard has them; extensions read are lots, bids, the EU profile's `communication`, and
classifications of tenders. Nothing that a file links to is fetched. People to contact are not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from outreach.domain.problem import Problem, cut
from outreach.domain.tender import Notice, Stage, Tender, value_class
from outreach.formats import ocds_values as values
from outreach.formats.eforms_values import is_web_link
from outreach.formats.ocds_json import NO_OBJECT, Element, read_json
from outreach.formats.ocds_lots import contract_days, earliest, place_of, read_lots, tender_codes, tender_value, unique
from outreach.formats.ocds_merge import last_state, merged
from outreach.formats.ocds_reading import Telling
from outreach.formats.ocds_results import read_results
from outreach.language import N_

NOT_OCDS = N_("This is JSON, but no procurement data (OCDS): there are neither releases nor records in it.")
OWN_LIST = N_("This list was exported as plain JSON, for other programs. Export it as .xlsx or .ocds.json to import it.")
NO_RELEASES = N_("The package holds no releases and no records.")
ONLY_LINKS = N_("The record only links to its releases, and nothing is fetched; ask for a file that holds the releases.")
NO_OCID = N_("The release has no identifier (ocid), so it cannot be told from others.")
NO_BUYER = N_("The release names no buyer.")
NO_TITLE = N_("The release has no title; its identifier stands in its place.")
BAD_LINK = N_("A link that is no web address (http or https) was left out.")

_MARKS = (b'"ocid"', b'"releases"', b'"records"', b'"compiledRelease"', b'"versionedRelease"', b'"ocds-')
_KINDS = {
    "planning": "planning", "planningUpdate": "planning", "tender": "competition", "tenderUpdate": "competition",
    "tenderAmendment": "competition", "tenderCancellation": "result", "award": "result", "awardUpdate": "result",
    "awardCancellation": "result", "contract": "result", "contractUpdate": "cont-modif", "contractAmendment": "cont-modif",
    "implementation": "result", "implementationUpdate": "result", "contractTermination": "completion",
}  # fmt: skip
_PUBLICATION = re.compile(
    r"(?:tender|contract|procurement) notice|publi(?:sh|cation|cer)|advertis|invitation to tender"
    r"|annons|utlys|kunngj|hankintailmoi",
    re.IGNORECASE,
)
#: Documents of a tender, the best to link to first.
_DOCUMENTS = ("tenderNotice", "contractNotice", "biddingDocuments", "plannedProcurementNotice", "awardNotice", "")


@dataclass(frozen=True, slots=True)
class _Release:
    """One release as it stands in the file. `whole`: it is the state of the process already, not a step of it."""

    value: dict[str, Any]
    line: int
    whole: bool = False


def looks_like_ocds(head: bytes) -> bool:
    """Tell from the first bytes of a file (a few thousand) whether it is JSON that `read_ocds` should see."""
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    return text[:1] in (b"{", b"[") and any(mark in text for mark in _MARKS)


def read_ocds(data: bytes) -> tuple[list[Notice], list[Problem]]:
    """Read the releases of a file. Returns a notice for each, those of one process in order of their dates; never raises.

    A release needs an ocid; all else may be missing. What could not be read is a problem with the line of its release.
    """
    decoded = read_json(data)
    problems = list(decoded.problems)
    processes: dict[str, list[_Release]] = {}
    for one in decoded.objects:
        for release in _releases(one, problems):
            ocid = values.text_of(release.value.get("ocid"))
            if ocid:
                processes.setdefault(ocid, []).append(release)
            else:
                problems.append(Problem(release.line, NO_OCID, text=values.text_of(release.value.get("id"))[:60]))
    notices: list[Notice] = []
    for releases in processes.values():
        for telling in _states(releases):
            notices.append(_notice(telling))
            problems += telling.warnings
    return notices, problems


# --- From files to releases ------------------------------------------------------------------------------------------


def _releases(one: Element, problems: list[Problem]) -> Iterator[_Release]:
    """Yield the releases of one object at the top of a file, whatever it is."""
    told = one.value
    if not isinstance(told, dict):
        problems.append(Problem(one.line, NO_OBJECT))
    elif "records" in told and "ocid" not in told:
        yield from _of_records(told, one.line, problems)
    elif "compiledRelease" in told or "versionedRelease" in told or ("ocid" in told and "releases" in told):
        yield from _of_record(one, problems)
    elif "releases" in told:
        releases = _elements(told["releases"], one.line)
        for release in releases:
            yield _Release(release.value, release.line, _is_compiled(release.value))
        if not releases and not problems:
            problems.append(Problem(one.line, NO_RELEASES))
    elif "ocid" in told or ({"tag", "tender"} <= told.keys()):
        yield _Release(told, one.line, _is_compiled(told))
    else:
        problems.append(Problem(one.line, NOT_OCDS))


def _of_records(told: dict[str, Any], line: int, problems: list[Problem]) -> Iterator[_Release]:
    """Yield the releases of a record package; our own plain list has records too, of another kind."""
    if isinstance(told.get("kind"), str):
        problems.append(Problem(line, OWN_LIST))
        return
    records = _elements(told["records"], line)
    for record in records:
        yield from _of_record(record, problems)
    if not records and not problems:
        problems.append(Problem(line, NO_RELEASES))


def _of_record(record: Element, problems: list[Problem]) -> Iterator[_Release]:
    """Yield the releases of a record; where they are only linked to, the compiled one, else the state of the versioned one."""
    told = values.mapping(record.value)
    ocid = values.text_of(told.get("ocid"))
    releases = _elements(told.get("releases"), record.line)
    whole = [one for one in releases if "tag" in one.value and not ("url" in one.value and "ocid" not in one.value)]
    compiled = values.mapping(told.get("compiledRelease"))
    if not compiled and told.get("versionedRelease") is not None:
        compiled = values.mapping(last_state(values.mapping(told["versionedRelease"])))
    if compiled and (not whole or len(whole) < len(releases)):
        yield _Release({"ocid": ocid} | compiled, record.line, whole=True)
    elif whole:
        for one in whole:
            yield _Release({"ocid": ocid} | one.value, one.line, _is_compiled(one.value))
    else:
        problems.append(Problem(record.line, ONLY_LINKS if releases else NO_RELEASES, text=cut(ocid)))


def _elements(value: Any, line: int) -> list[Element]:
    """Return the objects of a list, with the lines that they have where the decoder counted them."""
    found = value if isinstance(value, list) else [value]
    elements = [one if isinstance(one, Element) else Element(one, line) for one in found]
    return [one for one in elements if isinstance(one.value, dict)]


def _is_compiled(release: dict[str, Any]) -> bool:
    return "compiled" in values.texts(release.get("tag"))


def _states(releases: list[_Release]) -> Iterator[Telling]:
    """Yield the state of one process after each of its releases, the oldest first."""
    state: dict[str, Any] = {}
    for release in sorted(releases, key=lambda one: _moment(one.value)):
        state = release.value if release.whole else merged(state, release.value)
        # Tag, id and date are the release's own, and a date that it lacks is not the one before.
        own = {name: release.value.get(name) for name in ("id", "date", "tag")}
        yield Telling(state | own, release.line)


def _moment(release: dict[str, Any]) -> datetime:
    return values.read_instant(release.get("date")) or datetime.min.replace(tzinfo=UTC)


# --- From a release to a notice --------------------------------------------------------------------------------------


def _notice(telling: Telling) -> Notice:
    release = telling.release
    ocid = values.text_of(release.get("ocid"))
    tags = values.texts(release.get("tag"))
    tender, makeshift = _tender(telling, ocid)
    return Notice(
        kind=tender.notice_kind,
        form="ocds",
        makeshift=makeshift,
        notice_type=", ".join(tags[:5]),
        notice_id=tender.notice_id,
        notice_version=tender.notice_version,
        procedure_id=ocid,
        publication_date=values.read_day(release.get("date")),
        dispatched=values.read_instant(release.get("date")),
        languages=telling.languages(),
        language_used=telling.choose(telling.tender, "title")[1] or next(iter(telling.languages()), ""),
        buyer_id=_buyer_id(telling),
        procedure_type=values.text_of(telling.tender.get("procurementMethod")),
        deadline_texts=tuple(telling.deadlines),
        tender=tender,
    )


def _tender(telling: Telling, ocid: str) -> tuple[Tender, tuple[str, ...]]:
    told = telling.tender
    lots = read_lots(telling)
    results = read_results(telling, tuple(lot.number for lot in lots))
    title, makeshift = _title(telling, ocid)
    buyer = ", ".join(_buyers(telling))
    if not buyer:
        telling.warn(NO_BUYER, "")
    value = tender_value(telling, lots)
    start, end, months = contract_days(telling)
    own_deadline = telling.moment(told.get("tenderPeriod"), "endDate", "tender.tenderPeriod.endDate")
    interest = telling.moment(told, "expressionOfInterestDeadline", "tender.expressionOfInterestDeadline")
    questions = telling.moment(told.get("enquiryPeriod"), "endDate", "tender.enquiryPeriod.endDate")
    stage, kind = _stage(telling), _kind(telling)
    tender = Tender(
        title=title,
        description=telling.text(told, "description") or telling.text(telling.planning, "rationale"),
        reference=_reference(told, ocid),
        buyer=buyer,
        cpv=tender_codes(telling),
        place=place_of(telling),
        stage=stage,
        expected_publication=_expected(telling) if stage in (Stage.IDEA, Stage.DIALOGUE, Stage.PLANNED) else None,
        question_deadline=questions or earliest(lot.question_deadline for lot in lots),
        tender_deadline=own_deadline or earliest(lot.tender_deadline for lot in lots) or interest,
        contract_start=start,
        contract_end=end,
        contract_months=months,
        value_class=value_class(value),
        value=value,
        link=_link(telling),
        lots=lots,
        procedure_id=ocid,
        notice_id=ocid,
        notice_version=_version(telling, ocid),
        notice_kind=kind,
        origins=(f"ocds:{ocid.casefold()}",),
        results=results,
    )
    return tender, makeshift


def _title(telling: Telling, ocid: str) -> tuple[str, tuple[str, ...]]:
    """Return the tender's title. Where it has none, the next best, which must not take the place of a known one."""
    own = telling.title(telling.tender, "title")
    if own:
        return own, ()
    planning, release = telling.planning, telling.release
    project, budget = values.mapping(planning.get("project")), values.mapping(planning.get("budget"))
    places = [(project, "title"), (budget, "project"), (telling.tender, "description")]
    places += [(one, "title") for name in ("awards", "contracts") for one in values.mappings(release.get(name))]
    places += [(planning, "rationale"), (budget, "description")]
    places += [(one, "description") for one in values.mappings(telling.tender.get("items"))]
    found = next((title for parent, name in places if (title := telling.title(parent, name))), "")
    if not found:
        telling.warn(NO_TITLE, ocid)
    return cut(found, 160) or ocid, ("title",)


def _version(telling: Telling, ocid: str) -> str:
    """Return the release as a version that sorts as text: its moment in UTC, then its id without the ocid."""
    moment = values.read_instant(telling.release.get("date"))
    when = moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
    name = values.text_of(telling.release.get("id")).removeprefix(ocid).lstrip("-/ ")
    return f"{when} {name}".strip()


def _buyers(telling: Telling) -> tuple[str, ...]:
    """Return the names of the buyers: `buyer`, parties with that role, else whoever runs the procurement."""
    release = telling.release
    told = [telling.party(release.get("buyer"))]
    told += [one for one in values.mappings(release.get("parties")) if "buyer" in values.texts(one.get("roles"))]
    names = unique(name for one in told if (name := telling.name_of(one)))
    if names:
        return names
    running = [telling.party(telling.tender.get("procuringEntity"))]
    running += [one for one in values.mappings(release.get("parties")) if "procuringEntity" in values.texts(one.get("roles"))]
    return unique(name for one in running if (name := telling.name_of(one)))[:1]


def _buyer_id(telling: Telling) -> str:
    for reference in (telling.release.get("buyer"), telling.tender.get("procuringEntity")):
        number = telling.number_of(telling.party(reference))
        if number:
            return number
    return ""


def _reference(told: dict[str, Any], ocid: str) -> str:
    """Return the buyer's own reference, unless the id of the tender is made from the ocid."""
    own = [values.text_of(one.get("id")) for one in values.mappings(told.get("identifiers"))]
    found = next((one for one in own if one), "") or values.text_of(told.get("id"))
    return "" if found.startswith(ocid) or len(found) > 40 else found


def _stage(telling: Telling) -> Stage:
    """Return how far the process has come: contracts, then awards, then the state of the tender, then the tag."""
    release, told = telling.release, telling.tender
    contracts = [_state(one) for one in values.mappings(release.get("contracts"))]
    awards = [_state(one) for one in values.mappings(release.get("awards"))]
    tags = values.texts(release.get("tag"))
    state = values.text_of(told.get("status") or told.get("finalStatus")).casefold()
    if any(one != "cancelled" for one in contracts) or any(one in ("active", "") for one in awards):
        return Stage.CONTRACT
    if state in ("cancelled", "withdrawn", "unsuccessful") or "tenderCancellation" in tags:
        return Stage.CANCELLED
    if awards and all(one in ("unsuccessful", "cancelled") for one in awards):
        return Stage.CANCELLED
    if awards or state == "complete":
        return Stage.EVALUATION
    if state in ("planning", "planned"):
        return Stage.PLANNED
    planning_alone = not tags or any(tag.startswith("planning") for tag in tags) or not told
    return Stage.PLANNED if planning_alone and state != "active" else Stage.ADVERTISED


def _state(told: dict[str, Any]) -> str:
    return values.text_of(told.get("status")).casefold()


def _kind(telling: Telling) -> str:
    """Return BT-03's word for the release's tag; a compiled one has that of the furthest section that it holds."""
    kinds = [_KINDS[tag] for tag in values.texts(telling.release.get("tag")) if tag in _KINDS]
    if kinds:
        return kinds[-1]
    if values.mappings(telling.release.get("contracts")) or values.mappings(telling.release.get("awards")):
        return "result"
    return "planning" if _stage(telling) is Stage.PLANNED else "competition"


def _expected(telling: Telling) -> date | None:
    """Return the day on which the notice of a planned tender is expected.

    The EU profile has `tender.communication.futureNoticeDate`; the core has milestones, which the words must tell apart, and
    the first day of the tender period.
    """
    told = telling.tender
    communication = values.mapping(told.get("communication"))
    found = telling.day(communication, "futureNoticeDate", "tender.communication.futureNoticeDate")
    milestones = [*values.mappings(telling.planning.get("milestones")), *values.mappings(told.get("milestones"))]
    for one in milestones:
        words = f"{telling.text(one, 'title')} {values.text_of(one.get('code'))}"
        if found is None and _PUBLICATION.search(words) and values.text_of(one.get("status")) not in ("met", "notMet"):
            found = telling.day(one, "dueDate", "milestones.dueDate")
    return found or telling.day(told.get("tenderPeriod"), "startDate", "tender.tenderPeriod.startDate")


def _link(telling: Telling) -> str:
    """Return where to read on: the documents of the tender, the notice first, then those of the planning."""
    documents = [*values.mappings(telling.tender.get("documents")), *values.mappings(telling.planning.get("documents"))]
    order = {name: number for number, name in enumerate(_DOCUMENTS)}
    last = len(order)
    documents.sort(key=lambda one: order.get(values.text_of(one.get("documentType")), last))
    for one in documents:
        address = values.text_of(one.get("url"))
        if is_web_link(address):
            return address
        if address:
            telling.warn(BAD_LINK, address)
    return ""
