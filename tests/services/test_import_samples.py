"""The first rows of a table while its columns are decided: understood as wished, nothing tried, the file read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.domain.company import Company
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.table_mapping import LEFT_OUT, TableWishes, is_gathered
from outreach.language import Language

ROWS = "".join(f"Firma {number} AB;Per Ek{number};D{number}\n" for number in range(100))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "lista.csv"
    made.write_text(f"Företag;Namn;Monter\n{ROWS};;\nen rad;;\n", "utf-8")
    return made


def test_only_the_first_rows_are_understood_and_the_register_is_left_alone(house, path):
    look, sample = house.imports.sample(path, most=5)
    assert look.rows == 101
    assert [card.organisation for card in sample.opened[0].reading.cards] == [
        f"Firma {number} AB" for number in range(5)
    ]
    assert house.companies.count() == 0


def test_a_sample_follows_the_mapping(house, path):
    wishes = TableWishes(mapping=((1, LEFT_OUT), (2, "note")))
    _, sample = house.imports.sample(path, wishes, most=1)
    (card,) = sample.opened[0].reading.cards
    assert (card.name, card.note) == ("Firma 0 AB", "D0")


def test_problems_below_the_sample_are_not_told_yet(house, tmp_path):
    broken = tmp_path / "trasig.csv"
    broken.write_text("Företag;Namn;Monter\nFirma AB;Per Ek;1\n;;utan namn\nBo AB;;2\n;;utan namn\n", "utf-8")
    _, sample = house.imports.sample(broken, most=3)
    assert [problem.line for problem in sample.problems] == [3]


def source_of(preview):
    """The rows that a preview was made of."""
    (opened,) = preview.opened
    return opened.plan.source


def test_the_rows_of_a_file_are_taken_out_once(house, path):
    _, first = house.imports.sample(path)
    _, second = house.imports.sample(path, TableWishes(mapping=((2, "note"),)))
    preview = house.imports.preview([path], wishes=TableWishes(mapping=((2, "note"),)))
    assert source_of(first) is source_of(second) is source_of(preview)
    house.imports.let_go()
    _, third = house.imports.sample(path)
    assert source_of(third) is not source_of(first)


def test_a_changed_file_is_read_anew(house, path):
    house.imports.look(path)
    path.write_text("Företag;Namn;Monter\nNy AB;Bo Ek;1\n", "utf-8")
    look, _ = house.imports.sample(path)
    assert look.rows == 1


def test_nobody_need_look_at_our_own_export_or_at_a_shape_that_is_known(house, path, tmp_path):
    assert not house.imports.look(path).sure
    house.imports.run(house.imports.preview([path], wishes=TableWishes(mapping=((2, "note"),))))
    assert house.imports.look(path).sure
    house.companies.save(Company(name="Åkes Bygg AB"))
    own = tmp_path / "companies.csv"
    house.exports.write(Kind.COMPANY, own, Language("sv"), listing=Listing(Kind.COMPANY))
    assert house.imports.look(own).sure


def test_a_mapping_that_names_nobody_says_so(house, path):
    assert not house.imports.look(path).missing
    assert house.imports.look(path, TableWishes(mapping=((0, LEFT_OUT), (1, LEFT_OUT)))).missing


def test_telephones_are_gathered_and_names_are_not():
    assert [is_gathered(key) for key in ("phone/mobile", "address:city", "name", "organisation", "")] == [
        True, True, False, False, False,
    ]  # fmt: skip
