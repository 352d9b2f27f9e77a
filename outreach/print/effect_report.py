"""The effect report for the council: three pages at most, whatever there is to say.

Page one: the few figures that matter, with what they rest on, and the years as charts. Page two: tenders with and without dialogue,
the same purchase again, events, and how conversations went on. Page three: what each figure means, coverage, sources. What has no
room is counted, never dropped in silence, and no sentence says that one thing came of another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from outreach.domain.benchmark import MEASURE_LABELS
from outreach.domain.effect import Effect, EventGave, Pair
from outreach.domain.effect_words import (
    DASH,
    basis_words,
    benchmark_words,
    caution_words,
    company_words,
    unit_words,
    value_words,
)
from outreach.domain.event_yield import Figure, Yield
from outreach.domain.few import Told, count_words
from outreach.domain.when import home_day
from outreach.language import N_, NN_, Language
from outreach.print import charts, fonts
from outreach.print.colours import Colour
from outreach.print.document import DocumentFacts, write_document
from outreach.print.event_parts import MARGIN, ROOM, TOP
from outreach.print.fonts import Face, wrap
from outreach.print.logo import read_logo
from outreach.print.printable import printable
from outreach.print.report_table import Column, row_height, table
from outreach.print.sheet import Box, Fill, Group, Item, Page, Part, Sheet, Text
from outreach.print.sheet_frame import Frame, Heading, foot, head
from outreach.print.side_by_side import voices_of
from outreach.print.themes import style

LABEL = N_("Effect report")
TITLE = N_("Tenders and outreach {year}")
THREE_YEARS = N_("Beside {year} stand the three years {first}–{year}.")
OF_BUYERS = N_("Purchases of {buyers}.")
OF_PROGRAMME = N_("Only what carries the tag {tag}.")
MORE = NN_("+ {n} more", "+ {n} more")
KEY_TITLE, COVERAGE_TITLE, WHAT_IT_MEANS = N_("Figures"), N_("Coverage"), N_("What the figures mean")
AGAIN_TITLE, EVENTS_TITLE, CHAIN_TITLE = N_("The same purchase again"), N_("Events"), N_("From conversation to bid")
SOURCES_TITLE = N_("To compare with, and sources")
OWN_SOURCE = N_("Own figures: the unit's register in Outreach, as it was on {day}. Names of people are in none of it.")
NO_PAIRS, NO_EVENTS = N_("No purchase with a before and an after yet."), N_("No event in {year}.")
NO_CHAIN, NO_COMPARISON = (
    N_("No conversation about a tender before it was advertised."),
    N_("No figures to compare with yet."),
)
ALL_EVENTS = N_("All together")
BID, WON, NO_BID = N_("bid"), N_("bid and won"), N_("no bid")

#: The figures of the first page, in order; all of them stand in the workbook.
KEY_FIGURES = (
    "bids_per_lot", "bids_per_lot_median", "bids_per_tender", "no_bid_share", "one_bid_share", "unique_bidders",
    "first_time_bidders", "local_share_bids", "local_share_winners", "sme_share_bids", "sme_share_winners",
    "companies_reached", "conversations", "questions_answered", "events", "event_hours", "hours_per_new_company",
    "lix_before", "lix_after", "promises_kept", "nui",
)  # fmt: skip
#: What stands on the second page.
_BESIDE = ("with_dialogue", "without_dialogue", "chain_met_bid", "chain_met_won", "event_cost", "new_companies", "recurring_pairs")
COVERAGE = ("tenders_advertised", "coverage_tenders", "lots_closed", "coverage_lots", "coverage_bidders")
_MOST_PAIRS, _MOST_EVENTS, _MOST_LINKS, _MOST_COMPARED = 5, 6, 7, 8
_TITLE, _GAP, _SMALL = 12.0, 11.0, 9.0


def draw_effect(effect: Effect, language: Language, printed: date) -> bytes:
    """Return the report as a PDF. Raises TypefaceMissing."""
    author = printable(effect.unit.municipality)
    title = language.say(TITLE, year=effect.year)
    facts = DocumentFacts(
        f"{title} – {author}" if author else title, author, language.say(LABEL), language.code, printed
    )
    return write_document(map(Page.of, effect_sheets(effect, language, printed)), facts)


def effect_sheets(effect: Effect, language: Language, printed: date) -> list[Sheet]:
    """Return the three measured pages."""
    fonts.ready()
    unit = effect.unit
    frame = Frame(unit, voices_of(language.code), style(unit.theme, unit.colour, unit.light))
    report = _Report(effect, language, printed, frame)
    pages = [report.first(), report.second(), report.third()]
    title = language.say(TITLE, year=effect.year)
    return [
        Sheet(frame.width, frame.height, (*parts, foot(frame, title if number > 1 else "", number, len(pages))))
        for number, parts in enumerate(pages, start=1)
    ]


class _Report:
    def __init__(self, effect: Effect, language: Language, printed: date, frame: Frame) -> None:
        self.effect, self.language, self.printed, self.frame = effect, language, printed, frame
        self.look, self.say = frame.look, language.say
        self.tone = charts.tones(self.look.accent)

    # Page one --------------------------------------------------------------------------------------------------------

    def first(self) -> list[Part]:
        """What matters most, and the years."""
        effect = self.effect
        title = self.say(TITLE, year=effect.year)
        logo = read_logo(effect.unit.logo)
        voices = self.frame.voices
        leads = [voices.say(THREE_YEARS, year=effect.year, first=effect.first_year)]
        if effect.wish.programme:
            leads.append(voices.say(OF_PROGRAMME, tag=printable(effect.wish.programme)))
        aside = voices.each(lambda language: language.day(self.printed, "long"))
        parts = [head(self.frame, Heading(voices.say(LABEL), title, tuple(leads), aside))]
        if logo is not None:
            scale = min(90 / logo.width, 28 / logo.height)
            wide, high = logo.width * scale, logo.height * scale
            top = parts[0].box.bottom - high - 4
            picture = logo.at(Box(MARGIN + ROOM - wide, top, wide, high), "")
            parts[0] = Part(parts[0].name, parts[0].box, (*parts[0].items, picture))
        y = self._add(parts, self._cautions(parts[0].box.bottom + 6))
        y = self._add(parts, self._titled(KEY_TITLE, y + _GAP))
        y = self._add(parts, self._key_table(y + 3))
        half = (ROOM - 16) / 2
        left = max(130.0, min(190.0, self.frame.foot_top - y - _GAP - 4))
        drawn = (
            (charts.years_chart(effect, self.language, self.tone, half, left), self._told_years(), MARGIN),
            (charts.lots_chart(effect, self.language, self.tone, half, left), self._told_lots(), MARGIN + half + 16),
        )
        for number, (drawing, told, x) in enumerate(drawn):
            items = charts.items_of(drawing, x, y + _GAP)
            parts.append(Part(f"chart {number}", Box(x, y + _GAP, half, left), (Group("Figure", items, alt=told),)))
        return parts

    def _key_table(self, top: float) -> Part:
        effect = self.effect
        years = f"{effect.first_year}–{effect.year}"
        columns = (
            Column(self.say(N_("Figure")), 36), Column(str(effect.year), 12, right=True),
            Column(self.say(N_("Rests on")), 19), Column(years, 12, right=True), Column(self.say(N_("Rests on")), 19),
        )  # fmt: skip
        rows = []
        for key in KEY_FIGURES:
            now, three = effect.figure(key), effect.figure(key, rolling=True)
            rows.append(
                (self.say(now.name), self._value(now), self._basis(now), self._value(three), self._basis(three))
            )
        return table(self.look, "figures", columns, rows, top, strong=True)

    def _value(self, figure: Figure) -> str:
        return value_words(figure, self.language)

    def _basis(self, figure: Figure) -> str:
        return basis_words(figure, self.language)

    def _cautions(self, top: float) -> Part:
        size, room = _SMALL, ROOM - 20
        said = [caution_words(one, self.language) for one in self.effect.cautions]
        said += self._of_buyers(size, room)
        texts: list[Item] = []
        y = top + 6
        for sentence in said:
            lines = wrap(printable(sentence), Face.REGULAR, size, room, 2)
            step = size * 1.22
            texts.append(_lines(lines, MARGIN + 10, y + size * 0.9, step, Face.REGULAR, size, self.look.ink))
            y += len(lines) * step + 1.5
        box = Box(MARGIN, top, ROOM, y + 4 - top)
        return Part("cautions", box, (Fill(Box(MARGIN, top, 2.4, box.height), self.look.accent), *texts))

    def _of_buyers(self, size: float, room: float) -> list[str]:
        """Name the buyers, as many as stand on two lines; the others are counted."""
        names = [printable(name) for name in self.effect.buyers if name]
        for many in range(len(names), 0, -1):
            said = self.say(OF_BUYERS, buyers=", ".join(names[:many]))
            if many < len(names):
                said = f"{said} {self.language.count(MORE, len(names) - many)}"
            if many == 1 or len(wrap(said, Face.REGULAR, size, room, 3)) <= 2:
                return [said]
        return []

    def _told_years(self) -> str:
        said = [
            f"{one.year}: {DASH if one.bids.mean is None else self.language.number(round(one.bids.mean, 2))} (n = {one.bids.n})"
            for one in self.effect.trend
        ]
        return printable(f"{self.say(N_('Bids per lot, mean'))}. {'; '.join(said)}.")

    def _told_lots(self) -> str:
        said = [
            f"{one.year}: {one.bids.often(0)}, {one.bids.often(1)}, {one.bids.often(2)}, "
            f"{one.bids.n - sum(map(one.bids.often, range(3)))}, {one.bids.unknown}"
            for one in self.effect.trend
        ]
        kinds = ", ".join(self.say(one) for one in charts.KINDS)
        return printable(f"{self.say(charts.LOTS_TITLE)}: {kinds}. {'; '.join(said)}.")

    # Page two --------------------------------------------------------------------------------------------------------

    def second(self) -> list[Part]:
        """Dialogue, the same purchase again, events, the chain."""
        parts: list[Part] = []
        drawing = charts.dialogue_chart(self.effect, self.language, self.tone, ROOM, 150)
        told = "; ".join(
            f"{self.say(one.name)}: {self._value(one)}, {self._basis(one)}"
            for one in (self.effect.figure(key, rolling=True) for key in ("with_dialogue", "without_dialogue"))
        )
        figure = Group("Figure", charts.items_of(drawing, MARGIN, TOP), alt=told)
        parts.append(Part("dialogue", Box(MARGIN, TOP, ROOM, 150), (figure,)))
        y = self._section(parts, AGAIN_TITLE, TOP + 150, self._pairs)
        y = self._section(parts, EVENTS_TITLE, y, self._events)
        self._section(parts, CHAIN_TITLE, y, self._chain)
        return parts

    def _section(self, parts: list[Part], title: str, y: float, body: Callable[[float], list[Part]]) -> float:
        y = self._add(parts, self._titled(title, y + _GAP))
        for part in body(y + 3):
            y = self._add(parts, part)
        return y

    def _pairs(self, top: float) -> list[Part]:
        effect = self.effect
        if not effect.pairs:
            return [self._line(NO_PAIRS, top)]
        columns = (
            Column(self.say(N_("Purchase")), 46),
            Column(self.say(N_("Before")), 12, right=True), Column(self.say(N_("Bids per lot")), 15, right=True),
            Column(self.say(N_("After")), 12, right=True), Column(self.say(N_("Bids per lot")), 15, right=True),
        )  # fmt: skip
        shown = table(self.look, "pairs", columns, [self._pair(one) for one in effect.pairs[:_MOST_PAIRS]], top)
        return [shown, *self._more(effect.pair_count - _MOST_PAIRS, shown.box.bottom)]

    def _pair(self, pair: Pair) -> tuple[str, ...]:
        told = [pair.after.title]
        for side in (pair.before, pair.after):
            mean = "" if side.mean is None else self.language.number(round(side.mean, 2))
            told += [str(side.advertised.year), f"{mean} ({side.bids}/{side.lots})"]
        return tuple(told)

    def _events(self, top: float) -> list[Part]:
        effect = self.effect
        if not effect.events:
            return [self._line(NO_EVENTS, top, year=effect.year)]
        columns = (
            Column(self.say(N_("Event")), 40), Column(self.say(N_("Day")), 13),
            Column(self.say(N_("Conversations")), 13, right=True), Column(self.say(N_("New companies")), 13, right=True),
            Column(self.say(N_("Hours")), 9, right=True), Column(self.say(N_("Cost")), 13, right=True),
        )  # fmt: skip
        told, below = effect.told_of_events()
        chosen = sorted(
            zip(effect.events, told, strict=True),
            key=lambda one: (-one[0].gave.new_companies, -one[0].gave.conversations, one[0].day),
        )[:_MOST_EVENTS]
        rows = [self._event(*one) for one in sorted(chosen, key=lambda one: one[0].day)]
        rows.append(self._all_events(below))
        shown = table(self.look, "events", columns, rows, top)
        return [shown, *self._more(len(effect.events) - _MOST_EVENTS, shown.box.bottom)]

    def _event(self, one: EventGave, told: Mapping[str, Told]) -> tuple[str, ...]:
        gave, number = one.gave, self.language.number
        hours = number(round(gave.hours, 1)) if gave.with_hours else DASH
        cost = self.language.money(gave.cost) if gave.cost else DASH
        day = self.language.day(one.day, "d MMM")
        return one.title, day, self._count(gave, "conversations", told), self._count(gave, "new_companies", told), hours, cost

    def _count(self, gave: Yield, name: str, told: Mapping[str, Told]) -> str:
        return count_words(getattr(gave, name), told[name], self.language)

    def _all_events(self, told: Mapping[str, Told]) -> tuple[str, ...]:
        effect = self.effect
        talks, new = (self._count(effect.all_events, name, told) for name in ("conversations", "new_companies"))
        values = [new, *(self._value(effect.figure(key)) for key in ("event_hours", "event_cost"))]
        name = f"{self.say(ALL_EVENTS)} ({self._value(effect.figure('events'))})"
        return name, "", talks, *values

    def _chain(self, top: float) -> list[Part]:
        effect = self.effect
        if not effect.chain:
            return [self._line(NO_CHAIN, top)]
        sums = "; ".join(
            f"{self.say(one.name)}: {self._basis(one)}"
            for one in map(effect.figure, ("chain_met_bid", "chain_met_won"))
        )
        lead = self._line(sums, top)
        columns = (
            Column(self.say(N_("Conversation")), 32), Column(self.say(N_("Company")), 25), Column(self.say(N_("Tender")), 30),
            Column(self.say(N_("Result")), 13),
        )  # fmt: skip
        rows = []
        for one in effect.chain[:_MOST_LINKS]:
            day = self.language.day(home_day(one.at), "d MMM y")
            result = self.say(WON if one.won else BID if one.bid else NO_BID)
            rows.append((", ".join(filter(None, (one.event, day))), company_words(one, self.language), one.tender_title, result))
        room = int((self.frame.foot_top - lead.box.bottom - 30) // row_height(2))
        rows = rows[: max(0, room)]
        if not rows:
            return [lead, *self._more(effect.chain_count, lead.box.bottom)]
        shown = table(self.look, "chain", columns, rows, lead.box.bottom + 3)
        return [lead, shown, *self._more(effect.chain_count - len(rows), shown.box.bottom)]

    def _more(self, hidden: int, top: float) -> list[Part]:
        return [self._line(self.language.count(MORE, hidden), top)] if hidden > 0 else []

    # Page three ------------------------------------------------------------------------------------------------------

    def third(self) -> list[Part]:
        """What the figures mean, coverage, sources; the meanings as large as there is room for."""
        parts: list[Part] = []
        y = self._section(parts, COVERAGE_TITLE, TOP - _GAP, self._coverage)
        y = self._section(parts, SOURCES_TITLE, y, self._compared)
        y = self._add(parts, self._titled(WHAT_IT_MEANS, y + _GAP))
        for size in (9.5, 9.2, 8.9, 8.6, 8.3, 8.0, 7.7, 7.4):
            made = self._meanings(y + 3, size)
            if made.box.bottom <= self.frame.foot_top:
                break
        parts.append(made)
        return parts

    def _coverage(self, top: float) -> list[Part]:
        effect = self.effect
        columns = (
            Column(self.say(N_("Figure")), 40),
            Column(str(effect.year), 25),
            Column(f"{effect.first_year}–{effect.year}", 25),
        )
        rows = []
        for key in COVERAGE:
            now, three = effect.figure(key), effect.figure(key, rolling=True)
            rows.append((self.say(now.name), *(self._both(one) for one in (now, three))))
        return [table(self.look, "coverage", columns, rows, top)]

    def _both(self, figure: Figure) -> str:
        if figure.count is None:
            return " ".join(filter(None, (self._value(figure), unit_words(figure, self.language))))
        return f"{self._value(figure)} ({self._basis(figure)})"

    def _compared(self, top: float) -> list[Part]:
        effect = self.effect
        own = self._line(OWN_SOURCE, top, day=self.language.day(self.printed, "long"))
        if not effect.benchmarks:
            return [own, self._line(NO_COMPARISON, own.box.bottom)]
        columns = (
            Column(self.say(N_("Measure")), 27), Column(self.say(N_("Area")), 22), Column(self.say(N_("Year")), 8),
            Column(self.say(N_("Value")), 9, right=True), Column("n", 8, right=True), Column(self.say(N_("Source")), 26),
        )  # fmt: skip
        latest = sorted(effect.benchmarks, key=lambda one: -one.year)[:_MOST_COMPARED]
        rows = [
            (self.say(MEASURE_LABELS[one.measure]), one.area or effect.unit.municipality, str(one.year),
             benchmark_words(one, self.language), DASH if one.n is None else self.language.number(one.n), one.source)
            for one in effect.benchmarks if one in latest
        ]  # fmt: skip
        shown = table(self.look, "compared", columns, rows, own.box.bottom + 3, most=1)
        return [own, shown, *self._more(len(effect.benchmarks) - len(rows), shown.box.bottom)]

    def _meanings(self, top: float, size: float) -> Part:
        """Return names with their meaning in two columns; names with the same meaning stand together."""
        meanings: dict[str, list[str]] = {}
        printed = {*KEY_FIGURES, *COVERAGE, *_BESIDE}
        for one in self.effect.figures:
            if one.key not in printed:
                continue
            meanings.setdefault(self.say(one.definition), []).append(self.say(one.name))
        room, step = (ROOM - 16) / 2, size * 1.2
        blocks = []
        for meaning, names in meanings.items():
            said = wrap(printable(", ".join(names)), Face.SEMIBOLD, size, room)
            told = wrap(printable(meaning), Face.REGULAR, size, room)
            blocks.append((said, told, (len(said) + len(told)) * step + 2.5))
        half = sum(high for _, _, high in blocks) / 2
        items: list[Item] = []
        x, y, bottom = MARGIN, top, top
        for said, told, _ in blocks:
            if x == MARGIN and y - top >= half:
                x, y = MARGIN + room + 16, top
            for face, lines in ((Face.SEMIBOLD, said), (Face.REGULAR, told)):
                items.append(_lines(lines, x, y + size * 0.9, step, face, size, self.look.ink))
                y += len(lines) * step
            y += 2.5
            bottom = max(bottom, y)
        return Part("meanings", Box(MARGIN, top, ROOM, bottom - top), tuple(items))

    # Pieces ----------------------------------------------------------------------------------------------------------

    def _titled(self, text: str, top: float) -> Part:
        words = printable(self.say(text))
        line = Text(MARGIN, top + _TITLE * 0.9, words, self.look.title, _TITLE, self.look.accent)
        return Part(f"title {text}", Box(MARGIN, top, ROOM, _TITLE * 1.25), (Group("H2", (line,)),))

    def _line(self, text: str, top: float, **values: object) -> Part:
        lines = wrap(printable(self.say(text, **values)), Face.REGULAR, _SMALL, ROOM, 2)
        step = _SMALL * 1.25
        said = _lines(lines, MARGIN, top + _SMALL, step, Face.REGULAR, _SMALL, self.look.soft)
        return Part(f"line {text}", Box(MARGIN, top, ROOM, len(lines) * step + 3), (said,))

    @staticmethod
    def _add(parts: list[Part], part: Part) -> float:
        parts.append(part)
        return part.box.bottom


def _lines(lines: Sequence[str], x: float, y: float, step: float, face: Face, size: float, colour: Colour) -> Group:
    """Return lines of a paragraph, the first with its baseline at `y`."""
    return Group("P", tuple(Text(x, y + number * step, line, face, size, colour) for number, line in enumerate(lines)))
