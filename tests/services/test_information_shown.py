"""What people are told stands, with its version and day, wherever their details are taken; who objects leaves by no way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import icalendar
import pytest

from outreach.domain.contact import Email
from outreach.domain.event import Event, EventStatus
from outreach.domain.handout import HandoutKind
from outreach.domain.invitation import Purpose, Way
from outreach.domain.listing import Listing
from outreach.domain.person import Person
from outreach.domain.privacy_text import Item, missing_items
from outreach.domain.processing import PrivacyText
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.when import zoned
from outreach.errors import InvalidInput, OutreachError
from outreach.language import LANGUAGES, Language
from outreach.services import leaving
from outreach.services.house import House
from outreach.services.leaving import Leaving


@pytest.fixture
def unit(house: House) -> House:
    house.unit.start("Lomma kommun", "1262", "Anna Ek")
    house.unit.save_unit(replace(house.unit.unit(), email="inkop@lomma.example", dpo="dso@lomma.example"))
    return house


def _event(house: House) -> Event:
    event = Event(title="Frukost", when=zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9)))
    house.events.save(event)
    return event


def _text_of(pdf: bytes) -> str:
    import pypdfium2

    pages = pypdfium2.PdfDocument(pdf)
    return " ".join("".join(page.get_textpage().get_text_range() for page in pages).split())


def _printed(house: House, kind: HandoutKind, event: Event, code: str) -> str:
    order = replace(house.handouts.usual(kind, code), event=event.id)
    return _text_of(house.handouts.draw(house.handouts.put_together(order)))


def _invitation(house: House, event: Event, code: str, folder: Path) -> dict[str, str]:
    """The letter and the calendar entry of an invitation to somebody whose details others gave."""
    import email
    import email.policy

    guest = Person(
        name="Erik Berg", language=code, emails=(Email("erik@berg.example"),), source="berg.example", from_others=date(2026, 11, 1)
    )
    house.people.save(guest)
    house.guests.invite(event.id, [guest.id])
    made = house.invitations.prepare(event.id, Purpose.INVITE, way=Way.DRAFTS)
    assert made.batch is not None
    (path,) = house.invitations.write_files(made.batch, folder)
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    parts = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
    calendar = icalendar.Calendar.from_ical(parts["text/calendar"])
    entry = str(calendar.walk("VEVENT")[0]["DESCRIPTION"])
    return {"invitation": " ".join(parts["text/plain"].split()), "calendar entry": " ".join(entry.split())}


#: Where somebody leaves details: all nine items.
WHOLE = ("capture", "check-in", "sign-in", "invitation", "calendar entry")
#: What has room for a line: that one, and where the whole is.
SHORT = (
    HandoutKind.FLYER, HandoutKind.POSTER, HandoutKind.LEAFLET, HandoutKind.BOOTH_SIGN, HandoutKind.BADGES,
    HandoutKind.CONTACT_CARDS,
)  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_place_says_the_nine_items_or_where_they_are(unit: House, code: str, tmp_path: Path) -> None:
    event, notice = _event(unit), unit.privacy.notice(Language(code))
    said = {
        "capture": notice.stamped_line(),
        "check-in": notice.stamped(),
        "sign-in": _printed(unit, HandoutKind.SIGN_IN, event, code),
        **_invitation(unit, event, code, tmp_path / "invitations"),
    }
    for place in WHOLE:
        assert missing_items(said[place]) == (), place
        assert notice.stamp() in said[place], place
    for place in ("invitation", "calendar entry"):
        assert "berg.example" in said[place], place  # article 14.2 f
    for kind in SHORT:
        text = _printed(unit, kind, event, code)
        assert notice.stamp() in text, kind
        assert "inkop@lomma.example" in text, kind


@pytest.mark.parametrize("item", Item)
def test_control_a_place_that_leaves_an_item_out_is_seen(unit: House, item: Item) -> None:
    import re

    from outreach.domain import privacy_text

    text = unit.privacy.notice(Language("sv")).stamped_line()
    without = re.sub(privacy_text._SIGNS[item], "…", text, flags=re.IGNORECASE)
    assert item in missing_items(without)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_municipalitys_own_words_take_the_place_of_ours(unit: House, code: str) -> None:
    event, label = _event(unit), "Informationstext" if code == "sv" else "Information text"
    unit.privacy.save_text(PrivacyText(language=code, label="7", valid_from=date(2026, 11, 24), short="Vi sparar namn. {dpo}"))
    notice = unit.privacy.notice(Language(code))
    on_list = unit.handouts.sign_in(event.id, code).information
    shown = {"capture": notice.stamped_line(), "check-in": notice.stamped(), "sign-in": on_list}
    for place, said in shown.items():
        assert said == f"Vi sparar namn. dso@lomma.example {label} 7, 2026-11-24.", place
    assert f"{label} 7, 2026-11-24" in notice.on_paper()
    assert f"{label} 7, 2026-11-24" in notice.on_badge()


@pytest.mark.parametrize("wrong", ["Skriv till {dpp}.", "Skriv till {dpo", "Skriv till dpo}.", "Skriv till {}.", "{{unit}}"])
def test_a_field_that_there_is_not_is_refused_in_words(unit: House, wrong: str) -> None:
    for text in ({"short": wrong}, {"short": "Vi sparar namn.", "full": wrong}):
        with pytest.raises(InvalidInput) as refused:
            unit.privacy.save_text(PrivacyText(language="sv", label="2", valid_from=date(2026, 12, 1), **text))
        assert "{registrator}" not in refused.value.values["fields"]
        assert "{dpo}" in refused.value.values["fields"]
    assert unit.privacy.texts() == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_programs_text_has_all_nine_items_and_one_that_forgets_is_seen(unit: House, code: str) -> None:
    lines = unit.privacy.notice(Language(code)).full.splitlines()
    assert missing_items("\n".join(lines)) == ()
    assert len(lines) == len(Item)
    for place, item in enumerate(Item):
        if item not in (Item.PURPOSE, Item.CONTROLLER, Item.DPO, Item.RIGHTS):  # words that stand in other lines too
            assert item in missing_items("\n".join(line for number, line in enumerate(lines) if number != place)), item


def test_a_version_that_has_begun_is_not_rewritten(unit: House) -> None:
    text = PrivacyText(language="sv", label="2", valid_from=date(2026, 11, 24), short="Vi sparar namn.")
    unit.privacy.save_text(text)
    with pytest.raises(InvalidInput):
        unit.privacy.save_text(replace(unit.privacy.texts()[0], short="Något annat."))


def _people(house: House) -> list[Person]:
    made = [Person(name=f"Person {n}", emails=(Email(f"person{n}@firma.example"),)) for n in range(5)]
    for one in made:
        house.people.save(one)
    house.registered.object_to([made[1].id])
    house.registered.restrict([made[2].id])
    house.registered.protect(made[3].id)
    return made


def _ways_out(house: House, folder: Path, made: list[Person]) -> dict[str, str]:
    """What leaves the program by each way, as text."""
    swedish = Language("sv")
    said = {}
    for suffix in (".vcf", ".csv", ".json"):
        path = folder / f"out{suffix}"
        house.exports.write(Kind.PERSON, path, swedish)
        said[suffix] = path.read_text("utf-8-sig")
    with house.database.read() as view:
        keys = view.people.keys(Listing(Kind.PERSON))
    said["table"] = house.lists.table(Kind.PERSON, keys, ("name",), swedish).as_text()
    said["addresses"] = house.views.addresses(Kind.PERSON, [one.id for one in made]).text
    said["cards"] = " ".join(card.name for card in house.exports.cards(house.people.listed(Listing(Kind.PERSON))))
    event = _event(house)
    house.guests.invite(event.id, [made[0].id, made[1].id, made[2].id, made[4].id])
    for kind in (HandoutKind.BADGES, HandoutKind.SIGN_IN):
        said[kind.value] = _printed(house, kind, event, "sv")
    return said


def _ways_for_everybody(house: House, folder: Path, event: Event) -> dict[str, str]:
    """What others read of us: no person of the register stands there, whatever the flags."""
    swedish = Language("sv")
    house.events.save(replace(house.events.get(event.id), status=EventStatus.CONFIRMED))
    tender = Tender(title="Snöröjning", cpv=("90620000",))
    house.tenders.save(tender)
    house.meetings.capture_line("Person 4, Fyran AB: frågade om snöröjning @Snöröjning")
    house.published.write(folder / "published.ics", swedish)
    house.exports.write(Kind.TENDER, folder / "tenders.ocds.json", swedish)
    house.exports.write(Kind.EVENT, folder / "events.json", swedish)
    return {one.name: one.read_text("utf-8") for one in folder.iterdir() if one.name in (
        "published.ics", "tenders.ocds.json", "events.json"
    )}  # fmt: skip


def test_whom_a_flag_protects_leaves_by_no_way(unit: House, tmp_path: Path) -> None:
    made = _people(unit)
    for way, text in _ways_out(unit, tmp_path, made).items():
        for number in (1, 2, 3):
            assert f"Person {number}" not in text, way
            assert f"person{number}@" not in text, way
        assert "0" in text, way
        assert "Person 4" in text or "person4@" in text, way


def test_what_everybody_reads_names_nobody_of_the_register(unit: House, tmp_path: Path) -> None:
    made, event = _people(unit), _event(unit)
    unit.guests.invite(event.id, [made[0].id, made[4].id])
    said = _ways_for_everybody(unit, tmp_path, event)
    assert len(said) == 3
    for way, text in said.items():
        assert "Person " not in text, way
        assert "@firma" not in text, way
        assert "Frukost" in text or "Snöröjning" in text, way


def test_a_protected_person_is_found_by_nothing_and_answers_like_nobody(unit: House) -> None:
    made = _people(unit)
    hidden, nobody = made[3], uuid4()
    for name, mail in (("Person 3", "person3@firma.example"), ("Person 9", "person9@firma.example")):
        for words in (name, mail, mail.partition("@")[0]):
            assert unit.search.find(words, (Kind.PERSON,), 20) == [], words
            assert unit.search.hints(words, (Kind.PERSON,), 9) == [], words
    for ask in (unit.people.get, lambda one: unit.people.many([one]), unit.history.of):
        assert _answer(ask, hidden.id) == _answer(ask, nobody)
    assert unit.people.get(made[4].id).name == "Person 4"


def _answer(ask: Callable[[UUID], object], who: UUID) -> str:
    """What a question comes back with, the id taken out: a value, or an error in words."""
    try:
        return repr(ask(who)).replace(str(who), "–")
    except OutreachError as error:
        return f"{type(error).__name__} {error}".replace(str(who), "–")


def test_control_without_the_rule_they_leave_by_every_way(unit: House, tmp_path: Path, monkeypatch) -> None:
    made = _people(unit)
    monkeypatch.setattr("outreach.domain.usable.why_not", lambda person, use: None)
    monkeypatch.setattr("outreach.services.lists.Lists._usable", lambda self, kind, keys: (list(keys), ()))
    monkeypatch.setattr("outreach.services.declining.why_not", lambda person, use: None, raising=False)
    for way, text in _ways_out(unit, tmp_path, made).items():
        assert "Person 1" in text or "person1@" in text, way


def test_the_reason_stands_in_the_file_and_in_the_log(unit: House, tmp_path: Path) -> None:
    _people(unit)
    path = tmp_path / "people.csv"
    done = unit.exports.write(
        Kind.PERSON, path, Language("sv"), leaving=Leaving("Nyhetsbrev i december", date(2027, 1, 31))
    )
    assert len(done.left_out) == 2  # the protected one is not even counted
    assert "Nyhetsbrev i december" in path.read_text("utf-8-sig")
    assert "2027-01-31" in path.read_text("utf-8-sig")
    line = unit.audit.latest(1, "export")[0]
    assert "Nyhetsbrev i december" in str(line)
    assert "Person" not in str(line)


def test_who_is_left_out_is_counted_before(unit: House) -> None:
    _people(unit)
    with unit.database.read() as view:
        keys = view.people.keys(Listing(Kind.PERSON))
    found = leaving.outgoing(unit.database, keys)
    assert found.count == 2
    assert sorted(found.left_out) == ["objected", "restricted"]


def test_a_letter_that_tells_is_written_and_noted(unit: House, tmp_path: Path) -> None:
    came = Person(name="Erik Berg", emails=(Email("erik@berg.example"),), source="berg.example", from_others=date(2026, 10, 1))
    unit.people.save(came)
    assert [one.person.id for one in unit.registered.due()] == [came.id]
    done = unit.registered.drafts([came.id], tmp_path)
    assert len(done.files) == 1
    assert done.left == ()
    assert done.changes is not None
    assert unit.registered.due() == []
    import email
    import email.policy

    mail = email.message_from_bytes(done.files[0].read_bytes(), policy=email.policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    assert "berg.example" in text
    assert "1.0, 2026-11-29" in text
    assert missing_items(text) == ()


def test_a_letter_to_no_one_changes_nothing(unit: House, tmp_path: Path) -> None:
    bare = Person(name="Lisa", from_others=date(2026, 10, 1))
    unit.people.save(bare)
    done = unit.registered.drafts([bare.id], tmp_path)
    assert done.files == ()
    assert [one.id for one in done.left] == [bare.id]
    assert done.changes is None
    assert len(unit.registered.due()) == 1
