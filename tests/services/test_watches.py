"""Watched searches: what is new, what changed and what was seen; and a search at TED whose notices come in like any others."""

from __future__ import annotations

import urllib.request
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from outreach.domain.notice import Watch
from outreach.domain.record import to_plain
from outreach.domain.tender import Lot, Stage, Tender
from outreach.domain.watching import fits, ted_query
from outreach.errors import Ambiguous, InvalidInput, NotFound, ServerUnreachable
from outreach.network.ted import TedServer
from outreach.services.house import House
from outreach.services.watches import News
from tests.network.ted_server import ted_stand_in

SAMPLE = Path(__file__).parents[1] / "samples" / "eforms"
SNOW = Tender(title="Snöröjning i Älvbro", description="Vägar och torg", cpv=("90620000",), place="SE312")


def kept(house: House, watch: Watch) -> Watch:
    house.watches.save(watch)
    return house.watches.named(watch.name)


def news(house: House, watch: Watch) -> list[tuple[str, News]]:
    return [(find.tender.title, find.news) for find in house.watches.look(watch.id).finds]


@pytest.mark.parametrize(
    ("watch", "found"),
    [
        (Watch(name="a", cpv=("9062",)), True),
        (Watch(name="a", cpv=("45", "90")), True),
        (Watch(name="a", cpv=("9063",)), False),
        (Watch(name="a", cpv=("771",)), True),  # a lot's
        (Watch(name="a", places=("SE31",)), True),
        (Watch(name="a", places=("SE110",)), False),
        (Watch(name="a", words="snö torg"), True),
        (Watch(name="a", words="sno TORG"), True),
        (Watch(name="a", words="snö flygplats"), False),
        (Watch(name="a", words="gräs"), True),  # a lot's title
        (Watch(name="a", cpv=("9062",), places=("SE312",), words="vägar"), True),
        (Watch(name="a", cpv=("9062",), places=("SE110",)), False),
    ],
)
def test_code_place_and_words_must_all_fit(watch: Watch, found: bool) -> None:
    tender = replace(SNOW, lots=(Lot("1", "Gräsklippning", cpv=("77100000",)),))
    assert fits(watch, tender) is found


def test_a_municipality_is_found_by_code_and_name_and_in_its_county() -> None:
    for place in ("2061", "Smedjebacken", "SE312, 2061"):
        assert fits(Watch(name="a", places=("2061",)), replace(SNOW, place=place)), place
    assert fits(Watch(name="a", places=("SE312",)), replace(SNOW, place="2061"))
    assert not fits(Watch(name="a", places=("2061",)), replace(SNOW, place="2080"))
    assert not fits(Watch(name="a", places=("2061",)), replace(SNOW, place=""))


def test_what_is_new_is_seen_once_and_what_changed_is_told_with_its_fields(house: House, clock) -> None:  # type: ignore[no-untyped-def]
    watch = kept(house, Watch(name="Snö", cpv=("9062",)))
    house.tenders.save(SNOW)
    house.tenders.save(Tender(title="Måltider", cpv=("55500000",)))
    assert news(house, watch) == [("Snöröjning i Älvbro", News.NEW)]
    house.watches.mark_seen(watch.id)
    assert news(house, watch) == [("Snöröjning i Älvbro", News.SEEN)]
    clock.now += timedelta(days=1)
    known = house.tenders.get(SNOW.id)
    house.tenders.save(replace(known, notes="För oss", tags=("x",)))
    assert house.watches.look(watch.id).news == ()  # notes are no news
    known = house.tenders.get(SNOW.id)
    house.tenders.save(replace(known, stage=Stage.ADVERTISED, tender_deadline=datetime(2027, 1, 1, tzinfo=UTC)))
    (find,) = house.watches.look(watch.id).news
    assert (find.news, find.fields) == (News.CHANGED, ("stage", "tender_deadline"))
    house.watches.mark_seen(watch.id, [find.key])
    assert news(house, watch) == [("Snöröjning i Älvbro", News.SEEN)]
    assert len(house.watches.get(watch.id).seen) == 1


def test_looking_changes_nothing_and_marking_can_be_undone(house: House) -> None:
    watch = kept(house, Watch(name="Snö", words="snö"))
    house.tenders.save(SNOW)
    before = to_plain(house.watches.get(watch.id))
    house.watches.look_at_all()
    assert to_plain(house.watches.get(watch.id)) == before
    changes = house.watches.mark_seen(watch.id)
    assert changes.action is not None
    house.history.undo(changes.action)
    assert news(house, watch) == [("Snöröjning i Älvbro", News.NEW)]


def test_a_watch_is_cleaned_and_one_that_watches_nothing_is_refused(house: House) -> None:
    wished = Watch(name=" Snö  och is ", cpv=("90620000-9", "45000000", "90 62"), places=("se312", "Smedjebacken"), country="swe")
    watch = kept(house, replace(wished, name="Snö"))
    assert (watch.cpv, watch.places, watch.country) == (("9062", "45"), ("SE312", "2061"), "SWE")
    for wrong in (Watch(name="", words="x"), Watch(name="a"), Watch(name="a", cpv=("9",)), Watch(name="a", cpv=("snö",)),
                  Watch(name="a", places=("Atlantis",)), Watch(name="a", words="x", country="SE")):  # fmt: skip
        with pytest.raises(InvalidInput):
            house.watches.save(wrong)
    kept(house, Watch(name="Snöskottning", words="snö"))
    assert house.watches.named("snö").name == "Snö"
    with pytest.raises(NotFound):
        house.watches.named("gräs")
    with pytest.raises(Ambiguous):
        house.watches.named("s")


def test_the_query_is_in_teds_expert_language_and_quotes_cannot_break_out() -> None:
    watch = Watch(name="a", cpv=("9062", "90630000"), places=("SE312", "2061"), words='snö" OR 1')
    assert ted_query(watch, date(2026, 11, 1)) == (
        "publication-date >= 20261101 AND buyer-country IN (SWE) AND classification-cpv IN (9062* 90630000) AND"
        ' place-of-performance IN (SE312) AND FT ~ "snö" AND FT ~ "or" AND FT ~ "1" SORT BY publication-date DESC'
    )


def test_what_ted_gives_comes_in_like_any_notice_and_a_second_time_changes_nothing(house: House, tmp_path: Path) -> None:
    watch = kept(house, Watch(name="Allt", words="a"))
    samples = sorted(SAMPLE.glob("*.xml"))
    with ted_stand_in() as stand_in:
        stand_in.notices = {f"{number}-2026": path.read_bytes() for number, path in enumerate(samples, 1)}
        server = TedServer(stand_in.address, stand_in.address)
        fetched = house.watches.fetch(watch.id, tmp_path, server)
        assert "publication-date >= 20260826" in stand_in.asked[0]["query"]  # 90 days before the still clock
        house.watches.mark_seen(watch.id, [])
        assert "publication-date >= 20261124" in house.watches.query(house.watches.get(watch.id))
    assert [path.read_bytes() for path in fetched.files] == [path.read_bytes() for path in samples]
    assert fetched.total == len(samples) + 5
    first = house.imports.run(house.imports.preview(fetched.files))
    assert first.added > 0
    again = house.imports.run(house.imports.preview(fetched.files))
    assert (again.added, again.updated) == (0, 0)


def test_only_a_fetch_goes_out_and_offline_it_says_so(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    build = urllib.request.build_opener
    monkeypatch.setattr(urllib.request, "build_opener", lambda *these: called.append(these) or build(*these))
    watch = kept(house, Watch(name="Snö", words="snö"))
    house.tenders.save(SNOW)
    house.watches.look_at_all()
    house.watches.mark_seen(watch.id)
    assert called == []
    with ted_stand_in() as stand_in:
        address = stand_in.address
    with pytest.raises(ServerUnreachable):
        house.watches.fetch(watch.id, tmp_path, TedServer(address, address))
    assert len(called) == 1
    assert not list(tmp_path.glob("ted-*"))
