"""Lists as organisers, registers and forms make them: whose address it is, who stands in a second column, what is no date."""

from __future__ import annotations

import pytest

from outreach.domain.contact import Address
from outreach.domain.person import Card
from outreach.domain.table_mapping import TableWishes
from outreach.formats.table import read_contact_table, read_table


def cards_of(*lines: str) -> list[Card]:
    cards, _ = read_contact_table("\r\n".join(lines).encode(), "lista.csv")
    return cards


def mails(card: Card) -> list[str]:
    return [one.address for one in card.emails]


def test_the_place_and_page_of_a_row_with_a_contact_person_are_the_companys() -> None:
    (card,) = cards_of(
        "Utställare;Hemsida;Adress;Postnr;Ort;Kontaktperson;E-post",
        "Tallens Trä AB;www.tallen.example;Trävägen 1;784 33;Borlänge;Eva Tall;eva@tallen.example",
    )
    assert (card.name, mails(card), card.website, card.addresses) == ("Eva Tall", ["eva@tallen.example"], "", ())
    assert card.firm_website == "www.tallen.example"
    assert card.firm_addresses == (Address("Trävägen 1", "784 33", "Borlänge"),)


def test_an_address_book_keeps_the_place_with_the_person() -> None:
    (card,) = cards_of(
        "First Name,Last Name,Company,Business Street,Business City,Home Street",
        "Eva,Tall,Tallens AB,Trävägen 1,Borlänge,Hemgatan 2",
    )
    assert [one.label for one in card.addresses] == ["work", "home"]
    assert card.firm_addresses == ()


def test_what_stands_below_a_second_contact_person_is_not_the_first_ones() -> None:
    (card,) = cards_of(
        "Företag;Kontaktperson 1;E-post;Mobil;Kontaktperson 2;E-post;Mobil",
        "Tallens AB;Eva Tall;eva@tallen.example;070-111 22 22;Bo Tall;bo@tallen.example;070-333 44 44",
    )
    assert (card.name, mails(card), [one.number for one in card.phones]) == (
        "Eva Tall",
        ["eva@tallen.example"],
        ["+46701112222"],
    )
    assert card.note == "Kontaktperson 2: Bo Tall\nE-post: bo@tallen.example\nMobil: 070-333 44 44"


def test_two_lists_beside_each_other_lose_nobody_and_mix_nobody() -> None:
    (card,) = cards_of("Företag;E-post;Företag;E-post", "Vänster AB;v@vanster.example;Höger AB;h@hoger.example")
    assert (card.name, mails(card)) == ("Vänster AB", ["v@vanster.example"])
    assert card.note == "Företag: Höger AB\nE-post: h@hoger.example"


def test_headings_that_stand_a_second_time_are_no_company() -> None:
    cards = cards_of("Företag;E-post", "Ett AB;a@ett.example", "\ufeffFöretag;E-post", "Två AB;b@tva.example")
    assert [card.name for card in cards] == ["Ett AB", "Två AB"]


@pytest.mark.parametrize("text", ["inte en adress", "info(at)x", "0243-123 45"])
def test_a_row_with_nothing_but_a_wrong_address_is_rejected(text: str) -> None:
    cards, problems = read_contact_table(f"Företag;Kontaktperson;E-post\n;;{text}\n;;ok@ok.example\n".encode(), "x.csv")
    assert [card.name for card in cards] == ["ok@ok.example"]
    assert [(problem.line, problem.warning) for problem in problems] == [(2, False)]


def test_outlooks_swedish_form_of_address_is_no_job_title() -> None:
    (card,) = cards_of("Titel;Förnamn;Mellannamn;Efternamn;Befattning", "Herr;Göran;;Äng;Trafikledare")
    assert card.title == "Trafikledare"
    (card,) = cards_of("Namn;Titel;E-post", "Eva Tall;Platschef;eva@tallen.example")
    assert card.title == "Platschef"


def test_a_street_in_the_column_of_whole_addresses_stays_beside_code_and_town() -> None:
    (card,) = cards_of("Företagsnamn;Postadress;Postnr;Postort", "Stål AB;Box 1;784 33;Borlänge")
    assert card.addresses == (Address("Box 1", "784 33", "Borlänge"),)


def test_a_whole_address_that_ends_in_a_country_gives_the_town_alone() -> None:
    cards, _ = read_contact_table(b'Name,Address 1 - Formatted\nBo Ek,"Box 12\n791 00 Falun\nSweden"\n', "x.csv")
    assert cards[0].addresses == (Address("Box 12", "791 00", "Falun"),)


def test_a_day_of_registration_is_no_telephone_number() -> None:
    cards = cards_of("Företag;Bildat", "Ett AB;1999-01-01", "Två AB;2001-12-31")
    assert [card.phones for card in cards] == [(), ()]


def test_a_form_asks_in_the_second_person() -> None:
    (card,) = cards_of(
        "ID;Starttid;Slutförandetid;E-post;Namn;Vad heter ditt företag?;Organisationsnummer;Ditt namn?;Din e-postadress",
        "1;2026-10-01;2026-10-01;anonymous;;Fogens Fog AB;556016-0680;Kim Fog;kim@fog.example",
    )
    assert (card.name, card.organisation, mails(card)) == ("Kim Fog", "Fogens Fog AB", ["kim@fog.example"])


@pytest.mark.parametrize("nothing", ["-", "Ingen", "n/a"])
def test_who_answers_with_a_dash_has_no_company(nothing: str) -> None:
    (card,) = cards_of("Namn;Företag/organisation;E-post", f"Anna Ek;{nothing};anna@ek.example")
    assert (card.name, card.organisation) == ("Anna Ek", "")


def test_a_name_that_begins_with_the_family_is_turned() -> None:
    cards = cards_of("Namn;Företag", '"Öberg, Åsa";Ett AB', '"Lind, Karl-Erik";Ett AB', '"Lisa Ek, VD";Ett AB')
    assert [card.name for card in cards] == ["Åsa Öberg", "Karl-Erik Lind", "Lisa Ek, VD"]


def test_several_values_of_one_cell_are_parted_where_each_is_whole() -> None:
    one, two = cards_of(
        "Företag;Kontakt;E-post;Telefon",
        'Ett AB;;"a@ett.example; b@ett.example";070-123 45 67 / 0243-123 45',
        'Två AB;"Lisa Ek, 070-123 45 67, lisa@ek.example";;"0243-12, ankn 3"',
    )
    assert (mails(one), [phone.number for phone in one.phones]) == (
        ["a@ett.example", "b@ett.example"],
        ["+46701234567", "+4624312345"],
    )
    assert (two.name, mails(two)) == ("Lisa Ek", ["lisa@ek.example"])
    assert [phone.number for phone in two.phones][-1] == "+46701234567"


def test_words_that_are_no_date_and_no_amount_are_kept_in_the_notes() -> None:
    plan = (
        "Upphandlingsplan 2027\n\nRubrik;CPV-kod;Beräknat värde;Planerad annonsering;Avtalstid;Ansvarig upphandlare;Status\n"
        "Snöröjning;90620000-9;2,5 mkr;Q2 2027;4 år;Eva Lind;pågår\nStäd;90910000;ca 3 mkr;hösten 2027;2+1+1 år;Bo Ek;vilar\n"
        "Summa;;5,5 mkr;;;;\n"
    )
    reading = read_table(plan.encode(), TableWishes())
    snow, cleaning = (row.tender for row in reading.tenders)
    assert (snow.title, snow.officer, snow.contract_months, snow.notes) == (
        "Snöröjning",
        "Eva Lind",
        48,
        "Planerad annonsering: Q2 2027",
    )
    assert snow.value is not None
    assert snow.value.hundredths == 250_000_000
    assert cleaning.notes.splitlines() == [
        "Planerad annonsering: hösten 2027",
        "Beräknat värde: ca 3 mkr",
        "Status: vilar",
        "Avtalstid: 2+1+1 år",
    ]
    assert all(problem.warning for problem in reading.problems)


def test_two_names_of_one_company_are_no_two_companies_and_headings_may_lack_their_dots() -> None:
    one, two = cards_of(
        "PeOrgNr;ForetagsNamn;Benämning;PostAdress;PostNr;PostOrt;E-post",
        "165560160680;Kyrkans Kyl AB;Kyrkans Kyl;BOX 12;784 33;BORLÄNGE;info@kyl.example",
        ";Janssons Måleri;;HEMV 3;784 33;BORLÄNGE;",
    )
    assert (one.organisation, mails(one), one.addresses[0].street) == ("Kyrkans Kyl AB", ["info@kyl.example"], "BOX 12")
    assert two.organisation == "Janssons Måleri"


def test_who_is_visited_at_one_place_and_written_to_at_another_has_both() -> None:
    (both,) = cards_of(
        "Företag;Besöksadress;Postadress;Postnr;Ort", "Två AB;Besöksgatan 1;Box 77;784 33;Borlänge"
    )
    assert both.addresses == (Address("Besöksgatan 1", label="visit"), Address("Box 77", "784 33", "Borlänge"))
    (one,) = cards_of("Företag;Besöksadress;Postnr;Ort", "Ett AB;Besöksgatan 1;784 33;Borlänge")
    assert one.addresses == (Address("Besöksgatan 1", "784 33", "Borlänge"),)


def test_names_below_a_row_that_says_whose_they_are() -> None:
    (card,) = cards_of("Företag;;Kontakt;", "Namn;Org.nr;Namn;E-post", "Dubbel AB;556016-0680;Dora Ek;dora@ek.example")
    assert (card.organisation, card.name, mails(card)) == ("Dubbel AB", "Dora Ek", ["dora@ek.example"])


def test_an_english_form_and_an_english_list_of_exhibitors() -> None:
    (form,) = cards_of(
        "ID,Start time,Completion time,Email,Name,What is your name?,Which company do you represent?,Your e-mail address",
        "1,10/1/26,10/1/26,anonymous,,Ann Wood,Nordic Wood Ltd,ann@wood.example",
    )
    assert (form.name, form.organisation, mails(form)) == ("Ann Wood", "Nordic Wood Ltd", ["ann@wood.example"])
    (stand,) = cards_of(
        "Company Name,Stand Number,Contact First Name,Contact Last Name,Email Address", "Wood Ltd,C4,Ann,Wood,a@wood.example"
    )
    assert (stand.name, stand.organisation, stand.note) == ("Ann Wood", "Wood Ltd", "Stand Number: C4")


def test_the_unit_of_an_amount_may_stand_in_the_heading() -> None:
    plan = "Upphandling;Annonseras;Värde (mkr);Leverantör\nTvätt;2027-02-01;12,5;Tvättarna AB\nSida 1 av 2;;;\n"
    (row,) = read_table(plan.encode(), TableWishes()).tenders
    assert row.tender.value is not None
    assert row.tender.value.hundredths == 1_250_000_000
    assert row.tender.notes == "Leverantör: Tvättarna AB"


def test_the_companys_mailbox_is_not_the_contact_persons() -> None:
    (card,) = cards_of(
        "Företag;Företagets e-post;Kontaktperson;Kontaktpersonens e-post;Kontaktpersonens telefon",
        "Kol AB;info@kol.example;Kim Kol;kim@kol.example;070-111 11 11",
    )
    assert (card.name, mails(card), [one.number for one in card.phones]) == ("Kim Kol", ["kim@kol.example"], ["+46701111111"])
    assert card.note == "Företagets e-post: info@kol.example"
    (alone,) = cards_of("Företag;Företagets e-post", "Kol AB;info@kol.example")
    assert (alone.is_company, mails(alone)) == (True, ["info@kol.example"])


def test_a_whole_address_in_the_column_of_streets_is_parted() -> None:
    one, two = cards_of("Bolag;Adress", "Ett AB;\"Gatan 1, 784 33 Borlänge\"", "Två HB;\"Box 1, 784 33 BORLÄNGE, Sverige\"")
    assert one.addresses == (Address("Gatan 1", "784 33", "Borlänge"),)
    assert two.addresses == (Address("Box 1", "784 33", "BORLÄNGE"),)


def test_a_page_about_a_person_stays_with_the_person() -> None:
    (card,) = cards_of("Name,Company,URL", "Eva Ek,Ek AB,https://www.linkedin.com/in/eva")
    assert (card.website, card.firm_website) == ("https://www.linkedin.com/in/eva", "")
