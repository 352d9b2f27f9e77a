"""What is half typed when the window locks: kept in the (encrypted) workspace before it closes, and there again afterwards.

The capture window, fair mode, cards, plans and letters keep drafts of their own. Here are the forms of records, which open again
as they stood, and, for everything else that has a field, the bare texts, which are shown to be copied. Nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from outreach.domain.company import Company
from outreach.domain.contract import Contract
from outreach.domain.event import Event
from outreach.domain.person import Person
from outreach.domain.question import Question
from outreach.domain.record import Record, from_plain, to_plain
from outreach.domain.tender import Tender
from outreach.ui.context import Context
from outreach.ui.forms.form_dialog import FormDialog

if TYPE_CHECKING:
    from outreach.services.house import House

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


def half_typed(window: QWidget, page: QWidget | None) -> dict[str, Plain]:
    """Return what stands half typed in the windows over the main one and in its shown page, as drafts by name."""
    drafts: dict[str, Plain] = {}
    texts = _texts(page, (QPlainTextEdit, QTextEdit)) if page is not None else []
    for number, shown in enumerate(one for one in window.findChildren(QWidget) if one.isWindow() and one.isVisible()):
        kept = _form(shown) if isinstance(shown, FormDialog) else None
        if kept is not None:
            drafts[f"{FORM}:{number}"] = kept
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


def _form(form: FormDialog) -> Plain | None:
    """Return a changed form of a record; None for one that is unchanged (then its texts are none) or that is no such form."""
    name = type(form).__name__
    record = form.for_draft() if name in _KINDS and form.is_changed() else None
    return {"form": name, "record": to_plain(record), "more": form.holds_more()} if record is not None else None


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

    def build(found: tuple[list[str], dict[UUID, Company]]) -> None:
        form = _built(context, record, *found, window)
        form.typed_before()
        form.finished.connect(lambda _: context.keep_draft(name, {}))
        form.open()

    context.read(lambda: _around(house, record), build, context.changes)


def _around(house: House, record: Record) -> tuple[list[str], dict[UUID, Company]]:
    """Read what a form wants beside the record: the tags in use, and the companies of a person's roles."""
    services: dict[type, Callable[[], list[str]]] = {
        Person: lambda: house.people.tags(),
        Company: lambda: house.companies.tags(),
        Question: lambda: house.questions.tags(),
    }
    tags = services.get(type(record), list)()
    companies = house.companies.many(role.company for role in record.roles) if isinstance(record, Person) else {}
    return tags, companies


def _built(
    context: Context, record: Record, tags: list[str], companies: dict[UUID, Company], window: QWidget
) -> FormDialog:
    # A form is loaded when it is wanted, as the pages are.
    if isinstance(record, Person):
        from outreach.ui.people.person_form import PersonForm

        return PersonForm(context, record, companies, tags, window)
    if isinstance(record, Company):
        from outreach.ui.companies.company_form import CompanyForm

        return CompanyForm(context, record, tags, window)
    if isinstance(record, Event):
        from outreach.ui.events.form import EventForm

        return EventForm(context, record, window)
    if isinstance(record, Tender):
        from outreach.ui.tenders.form import TenderForm

        return TenderForm(context, record, window)
    if isinstance(record, Contract):
        from outreach.ui.contracts.form import ContractForm

        return ContractForm(context, record, window)
    from outreach.ui.questions.form import QuestionForm

    assert isinstance(record, Question)
    return QuestionForm(context, record, tags, window)
