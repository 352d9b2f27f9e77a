"""What is half typed when the window locks: kept in the (encrypted) workspace before it closes, and there again afterwards.

The capture window, fair mode, cards, plans and letters keep drafts of their own. Here are the forms of records, which open again
as they stood, and, for everything else that has a field, the bare texts, which are shown to be copied. Nothing is lost.
The forms are kept while they are typed in, too (`form_keeper.py`): a crash or a dead battery is no lock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from outreach.domain.company import Company
from outreach.domain.contract import Contract
from outreach.domain.event import Event
from outreach.domain.person import Person
from outreach.domain.plan import Plan
from outreach.domain.question import Question
from outreach.domain.record import Kind, Record, from_plain, to_plain
from outreach.domain.repeat import Scope
from outreach.domain.tender import Tender
from outreach.domain.when import When
from outreach.ui.context import Context
from outreach.ui.forms.form_dialog import FormDialog

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.ui.events.repeat_row import Chosen

#: Under these names drafts lie in the workspace.
FORM, TEXTS = "locked:form", "locked:texts"
Plain = dict[str, Any]

#: Forms that open again on a record: the name that is kept → what it edits.
_KINDS: dict[str, type[Record]] = {
    "PersonForm": Person,
    "CompanyForm": Company,
    "EventForm": Event,
    "TenderForm": Tender,
    "ContractForm": Contract,
    "QuestionForm": Question,
}
_KIND_OF: dict[type[Record], Kind] = {
    Person: Kind.PERSON,
    Company: Kind.COMPANY,
    Event: Kind.EVENT,
    Tender: Kind.TENDER,
    Contract: Kind.CONTRACT,
    Question: Kind.QUESTION,
}


def half_typed(window: QWidget, page: QWidget | None) -> dict[str, Plain]:
    """Return what stands half typed in the windows over the main one and in its shown page, as drafts by name."""
    drafts: dict[str, Plain] = {}
    texts = _texts(page, (QPlainTextEdit, QTextEdit)) if page is not None else []
    for shown in (one for one in window.findChildren(QWidget) if one.isWindow() and one.isVisible()):
        kept = half_filled(shown) if isinstance(shown, FormDialog) else None
        if kept is not None and isinstance(shown, FormDialog):
            drafts[draft_name(shown)] = kept
        if kept is None or kept.get("more"):
            texts += _texts(shown)
    if texts:
        drafts[TEXTS] = {"texts": texts}
    return drafts


def reopen(context: Context, window: QWidget, drafts: dict[str, Plain]) -> None:
    """Open the forms again that were half filled, as they stood."""
    for name, kept in drafts.items():
        if name.startswith(f"{FORM}:") and kept.get("form") in _KINDS:
            _reopen(context, window, name, kept)


def kept_texts(drafts: dict[str, Plain]) -> list[tuple[str, str, str]]:
    """Return the bare texts that were kept: window, field, text."""
    found = drafts.get(TEXTS, {}).get("texts", [])
    return [(str(one[0]), str(one[1]), str(one[2])) for one in found if isinstance(one, list) and len(one) == 3]


def draft_name(form: FormDialog) -> str:
    """Return the name of a form's draft: the same as long as it is open, and of no other."""
    return f"{FORM}:{form.number.hex}"


def half_filled(form: FormDialog) -> Plain | None:
    """Return a changed form of a record; None for one that is unchanged (then its texts are none) or that is no such form."""
    name = type(form).__name__
    record = form.for_draft() if name in _KINDS and form.is_changed() else None
    if record is None:
        return None
    return {"form": name, "record": to_plain(record), "beside": form.beside(), "more": form.holds_more()}


def _texts(shown: QWidget, kinds: tuple[type[QWidget], ...] = (QLineEdit, QPlainTextEdit, QTextEdit)) -> list[list[str]]:
    if getattr(shown, "keeps_drafts", False):
        return []
    found: list[list[str]] = []
    for editor in shown.findChildren(QWidget):
        text = _typed(editor) if isinstance(editor, kinds) and editor.window() is shown.window() else ""
        if text.strip():
            found.append([shown.windowTitle(), editor.accessibleName(), text])
    return found


def _typed(editor: QWidget) -> str:
    """Return what the officer has typed into an editor; "" where it stands as the program filled it, and for passwords."""
    if isinstance(editor, QLineEdit):
        plain = editor.echoMode() is QLineEdit.EchoMode.Normal and not editor.isReadOnly()
        return editor.text() if plain and editor.isModified() else ""
    if isinstance(editor, QPlainTextEdit | QTextEdit):
        return editor.toPlainText() if editor.document().isModified() and not editor.isReadOnly() else ""
    return ""


def _reopen(context: Context, window: QWidget, name: str, kept: Plain) -> None:
    try:
        record = from_plain(_KINDS[str(kept["form"])], kept["record"])
    except (KeyError, TypeError, ValueError):
        return
    house = context.house

    def build(found: tuple[list[str], dict[UUID, Company]] | None) -> None:
        if found is None:
            context.keep_draft(name, {})
            return
        form = _built(context, record, *found, window, kept.get("beside"))
        form.typed_before()
        form.finished.connect(lambda _: context.keep_draft(name, {}))
        form.open()

    context.read(lambda: _around(house, record), build, context.changes)


def _around(house: House, record: Record) -> tuple[list[str], dict[UUID, Company]] | None:
    """Read what a form wants beside the record: the tags in use, and the companies of a person's roles.

    None when a new record was saved before its draft could be forgotten: there is nothing half typed any more.
    """
    if record.version == 0:
        with house.database.read() as view:
            if view.store(_KIND_OF[type(record)]).get(record.id) is not None:
                return None
    services: dict[type, Callable[[], list[str]]] = {
        Person: lambda: house.people.tags(),
        Company: lambda: house.companies.tags(),
        Question: lambda: house.questions.tags(),
    }
    tags = services.get(type(record), list)()
    companies = house.companies.many(role.company for role in record.roles) if isinstance(record, Person) else {}
    return tags, companies


def _built(
    context: Context, record: Record, tags: list[str], companies: dict[UUID, Company], window: QWidget, beside: object = None
) -> FormDialog:
    # A form is loaded when it is wanted, as the pages are.
    if isinstance(record, Person):
        from outreach.ui.people.person_form import PersonForm

        return PersonForm(context, record, companies, tags, window)
    if isinstance(record, Company):
        from outreach.ui.companies.company_form import CompanyForm

        return CompanyForm(context, record, tags, window)
    if isinstance(record, Event):
        return _event_form(context, record, window, beside if isinstance(beside, dict) else {})
    if isinstance(record, Tender):
        from outreach.ui.tenders.form import TenderForm

        return TenderForm(context, record, window)
    if isinstance(record, Contract):
        from outreach.ui.contracts.form import ContractForm

        return ContractForm(context, record, window)
    from outreach.ui.questions.form import QuestionForm

    assert isinstance(record, Question)
    return QuestionForm(context, record, tags, window)


def _event_form(context: Context, record: Event, window: QWidget, beside: Plain) -> FormDialog:
    """Open the form of an event with its plan, or of a date of a series, as it was opened, and fill in what was typed."""
    from outreach.ui.events.form import EventForm

    try:
        original = from_plain(Event, beside["original"]) if "original" in beside else record
        plan = from_plain(Plan, beside["plan"]) if "plan" in beside else None
        chosen = _chosen(beside["chosen"]) if "chosen" in beside else None
    except (KeyError, TypeError, ValueError):
        original, plan, chosen = record, None, None
    form = EventForm(context, original, window, copied=bool(beside.get("copied")), chosen=chosen, plan=plan)
    if original != record:
        form.fill_again(record)
    return form


def _chosen(plain: Plain) -> Chosen:
    from outreach.ui.events.repeat_row import Chosen

    at = plain["occurrence"]
    occurrence = from_plain(When, at) if isinstance(at, dict) else datetime.fromisoformat(at)
    return Chosen(UUID(plain["event"]), occurrence, Scope(plain["scope"]))
