"""Public procurement notices in the eForms format (UBL 2.3), as published on TED and sent by tendering systems.

Fields have the BT numbers of Regulation (EU) 2019/1780; the paths are those of the eForms SDK. A notice is read into a
`Notice` with the `Tender` that it speaks of. What a notice says of people (contact points, owners) is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from lxml import etree

from outreach.domain.notice_order import stage_of
from outreach.domain.problem import Problem, cut
from outreach.domain.tender import Notice, Stage, Tender, value_class
from outreach.formats import eforms_xml as xml
from outreach.formats.eforms_lots import ReadLot, cpv_codes, place, read_lots, tender_value
from outreach.formats.eforms_parties import Parties, read_buyers
from outreach.formats.eforms_reading import Reading, unique
from outreach.formats.eforms_results import Results, read_results
from outreach.formats.eforms_values import is_web_link, read_instant
from outreach.language import N_

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_OLD_ROOT = "TED_EXPORT"
_REGISTRATION = "BusinessRegistrationInformationNotice"
#: Root element to the kind (BT-03) that it has where the notice does not name one.
_ROOTS = {"PriorInformationNotice": "planning", "ContractNotice": "competition", "ContractAwardNotice": "result"}

#: Where a kind is none that is known, its root element tells the stage.
_STAGES = {
    "PriorInformationNotice": Stage.PLANNED,
    "ContractNotice": Stage.ADVERTISED,
    "ContractAwardNotice": Stage.CONTRACT,
}

_DOCUMENTS = "cac:TenderingTerms/cac:CallForTendersDocumentReference"
_SUBMISSION = "cac:TenderingTerms/cac:TenderRecipientParty/cbc:EndpointID"
_URI = "cac:Attachment/cac:ExternalReference/cbc:URI"
_TED_NOTICE = "https://ted.europa.eu/en/notice/-/detail/"

NOT_A_NOTICE = N_("This is XML, but no notice in the eForms format: it begins with {name}.")
OLD_TED = N_("This is a notice in TED's older format (before eForms), which cannot be read.")
NOT_A_TENDER = N_("This notice registers a company; it speaks of no tender.")
NO_NOTICE_ID = N_("The notice has no identifier (BT-701), so it cannot be told from others.")
NO_TITLE = N_("The notice has no title (BT-21).")
NO_BUYER = N_("The notice names no buyer.")
BAD_LINK = N_("A link that is no web address (http or https) was left out.")


def looks_like_eforms(head: bytes) -> bool:
    """Tell from the first bytes of a file (a few thousand) whether it is a notice that `read_notice` should see.

    TED's older notices and registrations of companies count too: `read_notice` says what they are.
    """
    text = head.replace(b"\0", b"")  # UTF-16 too
    if not text.lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").startswith(b"<"):
        return False
    marks = [f"{_UBL}{root}-2" for root in _ROOTS] + [f"<{name}" for name in (_REGISTRATION, _OLD_ROOT)]
    return any(mark.encode() in text for mark in marks)


def read_notice(data: bytes) -> tuple[Notice | None, list[Problem]]:
    """Read one notice. Returns it with warnings, or None with the problems that made it unreadable; never raises.

    A notice needs an identifier and a title; all else may be missing. Of several languages Swedish is taken, then the
    notice's own, then English, then the first; each text chooses for itself. Nothing is fetched from anywhere.
    """
    root, problems = xml.open_tree(data)
    if root is None:
        return None, problems
    refused = _not_for_us(root)
    if refused:
        return None, [refused]
    reading = Reading(root)
    missing = list(_missing(reading))
    if missing:
        return None, missing
    return _notice(reading), reading.warnings


def _not_for_us(root: etree._Element) -> Problem | None:
    name = xml.name_of(root)
    if name == _REGISTRATION:
        return Problem(xml.line_of(root), NOT_A_TENDER)
    if name == _OLD_ROOT:
        return Problem(xml.line_of(root), OLD_TED)
    if name not in _ROOTS or etree.QName(root).namespace != f"{_UBL}{name}-2":
        return Problem(xml.line_of(root), NOT_A_NOTICE, {"name": cut(name)})
    return None


def _missing(reading: Reading) -> Iterator[Problem]:
    project = xml.first(reading.root, "cac:ProcurementProject")
    if not xml.text_at(reading.root, "cbc:ID[@schemeName='notice-id']"):
        yield Problem(xml.line_of(reading.root), NO_NOTICE_ID)
    if not reading.line(project, "cbc:Name"):
        yield Problem(xml.line_of(project) or xml.line_of(reading.root), NO_TITLE)


# --- The notice and its tender -------------------------------------------------------------------------------------


def _notice(reading: Reading) -> Notice:
    root = reading.root
    kind_element = xml.first(root, "cbc:NoticeTypeCode")
    kind = (kind_element.get("listName", "") if kind_element is not None else "") or _ROOTS[xml.name_of(root)]
    own = f"{xml.EXTENSION}/efac:Publication"
    published = xml.text_at(root, f"{own}/efbc:PublicationDate")
    parties = Parties(root, reading.choose)
    names, buyer_id = read_buyers(root, parties)
    if not names:
        reading.warn(root, NO_BUYER, "")
    changes = xml.text_at(root, f"{xml.EXTENSION}/efac:Changes/efbc:ChangedNoticeIdentifier")
    lots, texts = read_lots(reading)
    tender = _tender(reading, kind, ", ".join(names), lots, read_results(reading, parties), changes)
    return Notice(
        kind=kind,
        notice_type=xml.text_of(kind_element),
        subtype=xml.text_at(root, f"{xml.EXTENSION}/efac:NoticeSubType/cbc:SubTypeCode"),
        notice_id=tender.notice_id,
        notice_version=tender.notice_version,
        procedure_id=tender.procedure_id,
        publication_number=tender.publication_number,
        publication_date=reading.day(root, f"{own}/efbc:PublicationDate", "OPP-012") if published else None,
        dispatched=read_instant(xml.text_at(root, "cbc:IssueDate"), xml.text_at(root, "cbc:IssueTime")),
        changes_notice=changes,
        earlier_notices=_earlier_notices(root),
        languages=reading.languages,
        language_used=reading.choose(root, "cac:ProcurementProject/cbc:Name")[1],
        buyer_id=buyer_id,
        procedure_type=xml.text_at(root, "cac:TenderingProcess/cbc:ProcedureCode"),
        deadline_texts=texts,
        tender=tender,
    )


def _tender(
    reading: Reading, kind: str, buyer: str, lots: list[ReadLot], results: Results, changes: str
) -> Tender:
    root = reading.root
    project = xml.first(root, "cac:ProcurementProject")
    notice_id = xml.text_at(root, "cbc:ID[@schemeName='notice-id']")
    procedure_id = xml.text_at(root, "cbc:ContractFolderID")
    number = xml.text_at(
        root, f"{xml.EXTENSION}/efac:Publication/efbc:NoticePublicationID[@schemeName='ojs-notice-id']"
    )
    value = tender_value(reading, project, lots) or (None if reading.withheld else results.total)
    projects = [project, *(one.project for one in lots)]
    return Tender(
        title=reading.line(project, "cbc:Name"),
        description=reading.choose(project, "cbc:Description")[0],
        reference=xml.text_at(project, "cbc:ID[@schemeName='InternalID']"),
        buyer=buyer,
        cpv=unique(code for one in projects for code in cpv_codes(reading, one)),
        place=place(projects),
        stage=stage_of(kind, results.lots) or _STAGES[xml.name_of(root)],
        expected_publication=reading.day(root, "cbc:PlannedDate", "BT-127"),
        question_deadline=_earliest(one.lot.question_deadline for one in lots),
        tender_deadline=_earliest(one.lot.tender_deadline for one in lots),
        contract_start=min((one.lot.contract_start for one in lots if one.lot.contract_start), default=None),
        contract_end=max((one.lot.contract_end for one in lots if one.lot.contract_end), default=None),
        contract_months=max((one.months for one in lots if one.months), default=None),
        value_class=value_class(value),
        value=value,
        withheld=reading.withheld,
        link=_link(reading, number),
        lots=tuple(one.lot for one in lots),
        procedure_id=procedure_id,
        notice_id=notice_id,
        notice_version=xml.text_at(root, "cbc:VersionID"),
        notice_kind=kind,
        publication_number=number,
        origins=_origins(procedure_id, notice_id, changes),
        results=results.lots,
    )


def _origins(procedure_id: str, notice_id: str, changes: str) -> tuple[str, ...]:
    """Return the keys that tie the tender to its notices: procedure, this notice, and the notice that it changes.

    BT-758 names the changed notice with its version (`<uuid>-01`); planning notices have no procedure to be known by.
    """
    changed = re.sub(r"-\d{1,2}$", "", changes)
    keys = [f"eforms-procedure:{procedure_id.lower()}"] if procedure_id else []
    keys += [f"eforms-notice:{one.lower()}" for one in (notice_id, changed) if one]
    return unique(keys)


def _earlier_notices(root: etree._Element) -> tuple[str, ...]:
    """Return the earlier notices (BT-125), of the procedure and then of lots and parts, each once."""
    path = "cac:TenderingProcess/cac:NoticeDocumentReference/cbc:ID"
    found = (*xml.each(root, path), *xml.each(root, f"cac:ProcurementProjectLot/{path}"))
    return unique(text for element in found if (text := xml.text_of(element)))


def _earliest(instants: Iterable[datetime | None]) -> datetime | None:
    return min((one for one in instants if one), default=None)


def _link(reading: Reading, publication_number: str) -> str:
    """Return where to read on: the documents (BT-15, else BT-615 behind a login), the submission address (BT-18), TED.

    The address at TED is built only from a publication number that the file carries; TED writes it without the zeros.
    """
    lots = list(xml.each(reading.root, "cac:ProcurementProjectLot"))
    references = [one for lot in lots for one in xml.each(lot, _DOCUMENTS)]
    references.sort(key=lambda one: xml.text_at(one, "cbc:DocumentType") == "restricted-document")
    elements = [uri for one in references for uri in xml.each(one, _URI)]
    elements += [uri for lot in lots for uri in xml.each(lot, _SUBMISSION)]
    told: set[str] = set()
    for element in elements:
        text = xml.text_of(element)
        if is_web_link(text):
            return text
        if text and text not in told:
            told.add(text)
            reading.warn(element, BAD_LINK, text)
    if re.fullmatch(r"[0-9]{1,8}-[0-9]{4}", publication_number):
        return _TED_NOTICE + publication_number.lstrip("0")
    return ""
