"""What a watched search finds: by the beginning of CPV codes, by place and by words; and how it is asked of TED.

The query is TED's expert query (docs.ted.europa.eu, search API v3). The buyer's country counts rather than the place of
performance, which is often "anywhere".
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date

from outreach.domain import search_text
from outreach.domain.codes import municipalities, place_name
from outreach.domain.notice import Watch
from outreach.domain.record import to_plain
from outreach.domain.tender import Tender

#: What an officer would want to hear of; notes, tags and the like are the unit's own.
TELLING = (
    "title", "description", "buyer", "cpv", "place", "stage", "expected_publication", "question_deadline", "tender_deadline",
    "contract_start", "contract_end", "contract_months", "value", "value_class", "withheld", "link", "lots", "results",
)  # fmt: skip
_NUTS = re.compile(r"SE[0-9]{1,3}")


def fits(watch: Watch, tender: Tender) -> bool:
    """Say whether a tender is one that the watch is for: a code, a place and all words; what the watch leaves open fits."""
    return _has_code(watch, tender) and _has_place(watch, tender) and _has_words(watch, tender)


def _has_code(watch: Watch, tender: Tender) -> bool:
    codes = [*tender.cpv, *(code for lot in tender.lots for code in lot.cpv)]
    return not watch.cpv or any(code.startswith(watch.cpv) for code in codes)


def _has_place(watch: Watch, tender: Tender) -> bool:
    if not watch.places:
        return True
    told = [part.strip() for part in tender.place.split(",") if part.strip()]
    return any(_lies_in(place, one) for place in watch.places for one in told)


def _lies_in(place: str, told: str) -> bool:
    """Say whether a place as a tender tells it (code or name) is the watched one or lies in it; a county has municipalities."""
    if told.upper().startswith(place.upper()) or place_name(told).casefold() == place_name(place).casefold():
        return True
    if not _NUTS.fullmatch(place):
        return False
    return any(told in (one.code, one.name) and one.nuts3.startswith(place) for one in municipalities())


def _has_words(watch: Watch, tender: Tender) -> bool:
    wanted = search_text.query_words(watch.words)
    if not wanted:
        return True
    lots = [text for lot in tender.lots for text in (lot.title, lot.description)]
    known = search_text.index_text(tender.title, tender.description, tender.buyer, *lots).split()
    return all(any(word.startswith(one) for word in known) for one in wanted)


def key_of(tender: Tender) -> str:
    """Return a tender's key in `Watch.seen`: its id, and a mark of what it says. Another mark means that it changed."""
    told = {name: to_plain(getattr(tender, name)) for name in TELLING}
    text = json.dumps([told, tender.notice_id, tender.notice_version], sort_keys=True, ensure_ascii=False)
    return f"{tender.id}/{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def ted_query(watch: Watch, since: date) -> str:
    """Return the expert query for what was published since a day, the newest first."""
    parts = [f"publication-date >= {since:%Y%m%d}"]
    if watch.country:
        parts.append(f"buyer-country IN ({watch.country})")
    if watch.cpv:
        codes = " ".join(code if len(code) == len("90620000") else f"{code}*" for code in watch.cpv)
        parts.append(f"classification-cpv IN ({codes})")
    regions = [place.upper() for place in watch.places if _NUTS.fullmatch(place.upper())]
    if regions:
        codes = " ".join(code if len(code) == len("SE312") else f"{code}*" for code in regions)
        parts.append(f"place-of-performance IN ({codes})")
    parts += [f'FT ~ "{word}"' for word in search_text.words(watch.words)]
    return " AND ".join(parts) + " SORT BY publication-date DESC"
