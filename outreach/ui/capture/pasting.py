"""What a pasted signature or address adds to the form: empty fields are filled, what stands stays, and nothing is dropped."""

from __future__ import annotations

from dataclasses import replace

from outreach.domain.contact import Address, kept_phone, phone_digits
from outreach.domain.quick_line import QuickLine
from outreach.ui.capture.entry import Entry


def is_contact(quick: QuickLine) -> bool:
    """Say whether a text that was taken apart tells who somebody is; otherwise it is just a text of several lines."""
    return bool(quick.emails or quick.phones or quick.addresses or quick.website or (quick.person and quick.company))


def filled(entry: Entry, quick: QuickLine) -> Entry:
    """Return the entry with what was pasted. A name that differs from the one that stands goes to the note, to be looked at."""
    same_company = _agree(entry.company, quick.company)
    same_person = _agree(entry.person, quick.person)
    beside = [name for name, same in ((quick.person, same_person), (quick.company, same_company)) if not same]
    marks = [f"#{tag}" for tag in quick.note.tags] + [f"@{word}" for word in quick.note.tenders]
    marks += [f"!{quick.note.follow_up.isoformat()}"] if quick.note.follow_up else []
    marks += [f"={quick.note.information.value}"] if quick.note.information else []
    return replace(
        entry,
        company=entry.company if entry.company.strip() else quick.company,
        person=entry.person if entry.person.strip() else quick.person,
        contact=", ".join(_each_once(entry.contact, *quick.phones, *quick.emails)),
        note=" ".join(part for part in (entry.note.strip(), *beside, quick.note.note, *marks) if part),
        title=entry.title or (quick.title if same_person else ""),
        org_number=entry.org_number or (quick.org_number if same_company else ""),
        sole_trader=entry.sole_trader or (quick.sole_trader and same_company),
        addresses=tuple(dict.fromkeys((*entry.addresses, *quick.addresses))),
        website=entry.website or quick.website,
        phone_labels=tuple(dict.fromkeys((*entry.phone_labels, *_labelled(quick)))),
    )


def _labelled(quick: QuickLine) -> list[str]:
    """Return what each pasted number is, as an entry keeps it."""
    pairs = zip(quick.phones, quick.phone_labels, strict=False)
    return [f"{label} {phone_digits(kept_phone(phone).number)}" for phone, label in pairs if label]


def address_line(address: Address) -> str:
    """Write an address on one line."""
    city = " ".join(part for part in (address.postal_code, address.city) if part)
    return ", ".join(part for part in (address.street, city, address.country) if part)


def _agree(standing: str, pasted: str) -> bool:
    """Say whether a pasted name goes with what stands in its field: nothing on one side, or one begins the other."""
    one, other = standing.casefold().split(), pasted.casefold().split()
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _each_once(standing: str, *found: str) -> list[str]:
    known = "".join(standing.casefold().split())
    new = [text for text in found if "".join(text.casefold().split()) not in known]
    return [part for part in (standing.strip(" ,"), *new) if part]
