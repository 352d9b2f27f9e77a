"""The effect page over a great many tenders and conversations; the floor is the same questions in SQL written by hand.

The rows are planted straight into the tables: what is measured is counting, not saving.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

from outreach.domain.effect import Wish
from outreach.services.house import House
from outreach.storage.database import create_workspace, open_workspace
from tests.bench.pairs import Case, Figure, Result, measure
from tests.bench.raw import Raw, recorded
from tests.bench.setting import SIGNATURE, Setting

TENDERS, TALKS_EACH = 200_000, 10
FIRST, YEAR = 2015, 2024
_STAMP = "2025-01-01 00:00:00.000000"


def effect_page(setting: Setting) -> list[Result]:
    """Count everything for one year and three; and see how long the window stood still before the page was painted."""
    many = 100 if setting.small else int(os.environ.get("OUTREACH_BENCH_TENDERS", TENDERS))
    path = setting.folder / f"effect-{many}.outreach"
    if not path.exists():
        setting.tell(f"planting {many:,} tenders and {many * TALKS_EACH:,} conversations …")
        half = path.with_name(f"half-{path.name}")
        plant(half, many)
        for suffix in ("-wal", "-shm"):
            Path(f"{half}{suffix}").unlink(missing_ok=True)
        half.replace(path)
    os.environ["OUTREACH_HOME"] = str(setting.folder / "home")
    house, raw = House(open_workspace(path, SIGNATURE)), Raw(path)
    wish = Wish(year=YEAR)
    rounds = min(setting.rounds, 3)
    try:
        sent = [one for one in recorded(house.database, lambda: house.effect.figures(wish)) if one.reads]
        meaning = f"All figures of a year and of three, {many:,} tenders, {many * TALKS_EACH:,} conversations; floor: "
        results: list[Result] = [
            measure(
                "effect figures",
                meaning + "the same questions in SQL written by hand, on the bare driver.",
                [Case("figures", lambda: house.effect.figures(wish), lambda: asked_by_hand(raw))],
                rounds,
                clock=thread_time,
            ),
            measure(
                "effect statements",
                meaning + "the statements that it sends, sent again on the bare driver.",
                [Case("statements", lambda: house.effect.figures(wish), lambda: raw.read(sent))],
                rounds,
                clock=thread_time,
            ),
        ]
        return [*results, *_painted(house)]
    finally:
        raw.close()
        house.close()


# The floor ---------------------------------------------------------------------------------------------------------------

_OURS = "t.buyer IN ('', 'Bänk') AND t.advertised BETWEEN '2022-01-01' AND '2024-12-31'"
_SIX = _OURS.replace("2022", "2019")
_DAWN = (
    "datetime(t.advertised, CASE WHEN t.advertised BETWEEN '2022-03-28' AND '2022-10-30' OR t.advertised BETWEEN '2023-03-27' "
    "AND '2023-10-29' OR t.advertised BETWEEN '2024-04-01' AND '2024-10-27' THEN '-2 hours' ELSE '-1 hours' END)"
)
_WITHIN = "at >= '2021-12-31 23:00:00.000000' AND at < '2024-12-31 23:00:00.000000'"
_LATE = "'2023-12-31 23:00:00.000000'"
_SOMEBODY = "(m.question IS NULL OR m.person IS NOT NULL OR m.company IS NOT NULL)"
_HELD = "e.start_wall >= '2022-01-01' AND e.start_wall < '2025-01-01' AND e.status <> 'cancelled'"

#: One statement a question, as short as it can be said.
BY_HAND = (
    "SELECT DISTINCT t.buyer FROM tender t WHERE t.advertised BETWEEN '2019-01-01' AND '2024-12-31'",
    (
        f"SELECT substr(t.advertised, 1, 4), l.bids, l.bidders, count(*) FROM tender t JOIN lot_result l ON l.tender = t.id "
        f"WHERE {_SIX} AND l.outcome <> 'open-nw' GROUP BY 1, 2, 3"
    ),
    f"SELECT substr(t.advertised, 1, 4), count(*) FROM tender t WHERE {_OURS} GROUP BY 1",
    (
        f"SELECT y, s, k, n, b, w, d, count(*) FROM (SELECT substr(t.advertised, 1, 4) y, r.s, r.k, r.n, q.b, q.w, "
        f"EXISTS (SELECT 1 FROM meeting_tender a JOIN meeting m ON m.id = a.meeting WHERE a.tender = t.id AND m.at < {_DAWN} "
        f"AND {_SOMEBODY}) OR EXISTS (SELECT 1 FROM event_tender x JOIN event e ON e.id = x.event WHERE x.tender = t.id "
        f"AND e.kind = 'dialogue' AND e.status <> 'cancelled' AND e.starts < {_DAWN}) d FROM tender t JOIN (SELECT l.tender, "
        f"sum(l.bids) s, count(l.bids) k, count(*) n FROM lot_result l JOIN tender t ON t.id = l.tender WHERE {_OURS} "
        f"AND l.outcome <> 'open-nw' GROUP BY 1) r ON r.tender = t.id LEFT JOIN (SELECT b.tender, count(DISTINCT CASE WHEN "
        f"b.joint <> '' THEN b.lot || '/' || b.joint ELSE b.id END) b, count(DISTINCT b.bidder) w FROM bid b JOIN tender t "
        f"ON t.id = b.tender WHERE {_OURS} GROUP BY 1) q ON q.tender = t.id WHERE {_OURS}) GROUP BY 1, 2, 3, 4, 5, 6, 7"
    ),
    (
        f"SELECT substr(t.advertised, 1, 4), CASE WHEN b.municipality = '2061' THEN 1 WHEN b.workplaces LIKE '% 2061 %' THEN 2 "
        f"WHEN substr(b.municipality, 1, 2) = '20' OR b.nuts = 'SE312' THEN 3 WHEN b.municipality = '' AND b.nuts = '' THEN 4 "
        f"ELSE 5 END, b.size, b.won, count(*) FROM bid b JOIN tender t ON t.id = b.tender WHERE {_OURS} GROUP BY 1, 2, 3, 4"
    ),
    (
        f"SELECT count(*), sum(n), sum(l), sum(nl) FROM (SELECT max(t.advertised = f.d) n, max(t.advertised >= '2024-01-01') l, "
        f"max(t.advertised = f.d AND t.advertised >= '2024-01-01') nl FROM bid b JOIN tender t ON t.id = b.tender JOIN (SELECT "
        f"b.bidder, min(t.advertised) d FROM bid b JOIN tender t ON t.id = b.tender GROUP BY 1) f ON f.bidder = b.bidder "
        f"WHERE {_OURS} GROUP BY b.bidder)"
    ),
    (
        f"SELECT sum(k), sum(kl), sum(q), sum(ql), count(DISTINCT CASE WHEN k THEN company END), count(DISTINCT CASE WHEN kl THEN "
        f"company END), count(DISTINCT company) FROM (SELECT m.company, sum({_SOMEBODY}) k, sum(m.question IS NOT NULL) q, "
        f"sum({_SOMEBODY} AND m.at >= {_LATE}) kl, sum(m.question IS NOT NULL AND m.at >= {_LATE}) ql FROM meeting m "
        f"WHERE m.{_WITHIN.replace(' at', ' m.at')} GROUP BY 1 UNION ALL SELECT g.company, 0, 0, 0, 0 FROM guest g JOIN event e "
        f"ON e.id = g.event WHERE e.starts >= '2021-12-31 23:00' AND g.attendance = 'came' UNION ALL SELECT c.id, 0, 0, 0, 0 FROM "
        f"notification n, json_each(n.body, '$.companies') j JOIN company c ON c.id = replace(j.value ->> 'company', '-', '') "
        f"WHERE n.{_WITHIN.replace(' at', ' n.at')})"
    ),
    (
        f"SELECT x.l, (SELECT min(m.at) FROM meeting m WHERE m.question = q.id), q.body ->> '$.answered', q.body ->> '$.answer' "
        f"FROM (SELECT m.question, max(m.at) l FROM meeting m WHERE m.{_WITHIN.replace(' at', ' m.at')} AND m.question IS NOT NULL "
        f"GROUP BY 1) x JOIN question q ON q.id = x.question"
    ),
    (
        f"SELECT m.event, m.company FROM (SELECT company, min(at) a FROM meeting WHERE company IS NOT NULL GROUP BY 1) f JOIN "
        f"meeting m ON m.company = f.company AND m.at = f.a JOIN event e ON e.id = m.event WHERE {_HELD}"
    ),
    (
        f"SELECT e.id, e.title, e.start_wall, p.body ->> '$.hours', p.body ->> '$.cost', x.n, x.c FROM event e LEFT JOIN plan p "
        f"ON p.event = e.id LEFT JOIN (SELECT m.event, count(*) n, count(DISTINCT m.company) c FROM meeting m JOIN event e ON "
        f"e.id = m.event WHERE {_HELD} AND {_SOMEBODY} GROUP BY 1) x ON x.event = e.id WHERE {_HELD}"
    ),
    (
        f"SELECT count(DISTINCT m.company), count(DISTINCT CASE WHEN e.start_wall >= '2024-01-01' THEN m.company END) FROM event e "
        f"JOIN meeting m ON m.event = e.id WHERE {_HELD}"
    ),
    (
        f"SELECT substr(t.advertised, 1, 4), t.body -> '$.readability' FROM tender t WHERE {_OURS} "
        f"AND json_array_length(t.body, '$.readability') > 1"
    ),
    "SELECT c.body -> '$.promises' FROM contract c WHERE json_array_length(c.body, '$.promises') > 0",
    (
        f"SELECT count(*), sum(b), sum(w), sum(l), sum(l AND b), sum(l AND w) FROM (SELECT t.advertised >= '2024-01-01' l, EXISTS "
        f"(SELECT 1 FROM bid b WHERE b.tender = x.t AND b.company = x.c) b, EXISTS (SELECT 1 FROM bid b WHERE b.tender = x.t AND "
        f"b.company = x.c AND b.won) w FROM (SELECT m.company c, a.tender t FROM tender t JOIN meeting_tender a ON a.tender = t.id "
        f"JOIN meeting m ON m.id = a.meeting WHERE {_OURS} AND m.company IS NOT NULL AND m.at < {_DAWN} GROUP BY 1, 2) x "
        f"JOIN tender t ON t.id = x.t)"
    ),
    (
        f"SELECT o.id, o.title, o.advertised, t.id, t.title, t.advertised, (SELECT sum(bids) FROM lot_result WHERE tender = o.id), "
        f"(SELECT sum(bids) FROM lot_result WHERE tender = t.id) FROM tender t JOIN term r ON r.owner = t.id JOIN tender o ON "
        f"o.id = replace(r.value, '-', '') WHERE {_OURS} AND r.field = 'renews' ORDER BY t.advertised DESC LIMIT 40"
    ),
    "SELECT count(*) FROM company",
    "SELECT body FROM benchmark WHERE year BETWEEN 2019 AND 2024",
)  # fmt: skip


def asked_by_hand(raw: Raw) -> list[list[Any]]:
    """Ask everything once."""
    return [raw.connection.execute(sql).fetchall() for sql in BY_HAND]


# The rows ----------------------------------------------------------------------------------------------------------------


def plant(path: Path, tenders: int) -> None:
    """Make a workspace with so many tenders in ten years, ten times as many conversations, and what belongs to them."""
    create_workspace(path).close()
    raw = Raw(path)
    into = raw.connection.executemany
    for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -600000"):
        raw.connection.execute(f"PRAGMA {pragma}")
    raw.connection.execute("BEGIN")
    unit = {"municipality": "Bänk", "code": "2061", "local_by": "workplace"}
    raw.connection.execute(
        "INSERT INTO unit (id, version, body, created, changed) VALUES (?, 1, ?, ?, ?)",
        ("0" * 12 + "4000800000000000756e", json.dumps(unit), _STAMP, _STAMP),
    )
    companies, events = max(50, tenders // 4), max(10, tenders // 100)
    head = "(id, version, body, created, changed, "
    into(
        f"INSERT INTO company {head}name, sort, org_number, municipality, size) VALUES (?, 1, '{{}}', ?, ?, ?, ?, '', '', 'micro')",
        ((_id(1, n), _STAMP, _STAMP, f"Bolag {n}", f"bolag {n:09}") for n in range(companies)),
    )
    into(
        f"INSERT INTO question {head}text, sort) VALUES (?, 1, ?, ?, ?, ?, ?)",
        (
            (_id(5, n), json.dumps({"text": "?", "answer": "Ja", "answered": "2024-06-01"}), _STAMP, _STAMP, "?", "?")
            for n in range(200)
        ),
    )
    into(
        f"INSERT INTO event {head}title, sort, kind, status, place, starts, ends, start_wall, end_wall, zone, all_day, uid, "
        "recurring) VALUES (?, 1, '{}', ?, ?, ?, ?, ?, 'confirmed', '', ?, ?, ?, ?, 'Europe/Stockholm', 0, ?, 0)",
        (_event(n, events) for n in range(events)),
    )
    into(
        f"INSERT INTO plan {head}event) VALUES (?, 1, ?, ?, ?, ?)",
        (
            (_id(6, n), '{"hours": 6.0, "cost": {"hundredths": 50000, "currency": "SEK"}}', _STAMP, _STAMP, _id(3, n))
            for n in range(events)
        ),
    )
    into(
        f"INSERT INTO tender {head}title, sort, stage, reference, buyer, officer, value_class, advertised) "
        "VALUES (?, 1, ?, ?, ?, ?, ?, 'contract', '', ?, '', 'unknown', ?)",
        (_tender(n, tenders) for n in range(tenders)),
    )
    into(
        "INSERT INTO lot_result VALUES (?, 0, '', 'selec-w', ?, 0, NULL)",
        ((_id(2, n), n % 7 or None) for n in range(tenders)),
    )
    into(
        "INSERT INTO term (kind, owner, field, value) VALUES ('tender', ?, 'renews', ?)",
        ((_id(2, n), _dashed(_id(2, n - tenders // 2))) for n in range(tenders // 2, tenders, 100)),
    )
    into(
        f"INSERT INTO bid {head}tender, lot, company, bidder, won, valid, municipality, nuts, workplaces, size, joint) "
        "VALUES (?, 1, '{}', ?, ?, ?, '', ?, ?, ?, 1, ?, ?, '', ?, '')",
        _bids(tenders, companies),
    )
    into(
        f"INSERT INTO meeting {head}at, officer, event, person, company, note, question) "
        "VALUES (?, 1, '{}', ?, ?, ?, 'Anna', ?, NULL, ?, 'talade om det som kommer', ?)",
        _talks(tenders, companies, events),
    )
    into(
        "INSERT INTO meeting_tender VALUES (?, 0, ?)",
        ((_id(4, n), _id(2, n // TALKS_EACH)) for n in range(0, tenders * TALKS_EACH, 3)),
    )
    raw.connection.execute("COMMIT")
    raw.connection.execute("ANALYZE")
    raw.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def _id(kind: int, number: int) -> str:
    # Spread, as real ids are: neighbours in time are no neighbours in an index.
    return f"{(number * 2_654_435_761 + kind) % 2**32:08x}{kind:04x}4000800{number:013x}"


def _dashed(plain: str) -> str:
    return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"


def _day(number: int, many: int) -> date:
    return date(FIRST, 1, 1) + timedelta(days=number * 3652 // many)


def _event(number: int, many: int) -> tuple[Any, ...]:
    start = datetime.combine(_day(number, many), datetime.min.time()) + timedelta(hours=8)
    stamp, end = f"{start:%Y-%m-%d %H:%M:%S.%f}", f"{start + timedelta(hours=2):%Y-%m-%d %H:%M:%S.%f}"
    kind = "dialogue" if number % 5 == 0 else "fair"
    return (
        _id(3, number),
        _STAMP,
        _STAMP,
        f"Träff {number}",
        f"träff {number:09}",
        kind,
        stamp,
        end,
        stamp,
        end,
        f"u{number}",
    )


def _tender(number: int, many: int) -> tuple[Any, ...]:
    figures = (
        [{"at": "2024-01-01T00:00:00+00:00", "measure": "lix", "score": score} for score in (5300, 4100)]
        if number % 50 == 0
        else []
    )
    body = {
        "title": f"Upphandling {number}",
        "description": "ord " * 60,
        "readability": figures,
        "advertised": _day(number, many).isoformat(),
    }
    buyer = "Bänk" if number % 3 else ""
    return (
        _id(2, number),
        json.dumps(body),
        _STAMP,
        _STAMP,
        f"Upphandling {number}",
        f"upphandling {number:09}",
        buyer,
        _day(number, many).isoformat(),
    )


def _bids(tenders: int, companies: int) -> Iterator[tuple[Any, ...]]:
    made = 0
    for number in range(tenders):
        for place in range(number % 3 + 1):
            who = _id(1, (number * 7 + place * 31) % companies)
            town = ("", "2061", "0180")[(number + place) % 3]
            size = ("micro", "small", "large", "unknown")[made % 4]
            yield _id(7, made), _STAMP, _STAMP, _id(2, number), who, _dashed(who), int(place == 0), town, "", size
            made += 1


def _talks(tenders: int, companies: int, events: int) -> Iterator[tuple[Any, ...]]:
    many = tenders * TALKS_EACH
    for number in range(many):
        at = (
            datetime.combine(_day(number, many), datetime.min.time())
            + timedelta(minutes=number % 900)
            - timedelta(days=20)
        )
        event = _id(3, number * events // many) if number % 2 else None
        question = _id(5, number % 200) if number % 20 == 0 else None
        yield (
            _id(4, number),
            _STAMP,
            _STAMP,
            f"{at:%Y-%m-%d %H:%M:%S.%f}",
            event,
            _id(1, number * 13 % companies),
            question,
        )


# The window --------------------------------------------------------------------------------------------------------------


def _painted(house: House) -> list[Result]:
    """Build the page, show it, and note the longest time between two turns of the loop until the figures are there."""
    import shiboken6
    from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from outreach.ui.effect.page import EffectPage
    from tests.bench.calendars import context_of

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    context, close = context_of(house)
    try:
        page = EffectPage(context)
        page.resize(1280, 800)
        clock = QElapsedTimer()
        longest, last, painted = 0.0, perf_counter(), 0.0
        begun = perf_counter()
        clock.start()
        page.show()
        page.enter()
        loop = QEventLoop()
        ticks = QTimer(interval=1)

        def tick() -> None:
            nonlocal longest, last, painted
            now = perf_counter()
            longest, last = max(longest, (now - last) * 1000), now
            painted = painted or (now - begun) * 1000
            if page.effect is not None:
                loop.quit()

        ticks.timeout.connect(tick)
        ticks.start()
        loop.exec()
        whole = (perf_counter() - begun) * 1000
        ticks.stop()
        shiboken6.delete(page)
    finally:
        close()
    return [
        Figure(
            "effect page, first turn",
            "From showing the page until the window answers again: the page stands there, empty.",
            painted,
            "ms",
        ),
        Figure(
            "effect page, stood still",
            "The longest time the window did not answer while the figures were counted.",
            longest,
            "ms",
        ),
        Figure(
            "effect page, figures shown", "From showing the page until all figures and charts are in it.", whole, "ms"
        ),
    ]
