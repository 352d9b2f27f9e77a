"""A tender of the pipeline in words: for cards, tool tips and screen readers."""

from __future__ import annotations

from outreach.domain.pipeline import MARK_LABELS, Mark, PipelineCard
from outreach.domain.rule_deadlines import DEADLINE_LABELS
from outreach.domain.tender import STAGE_LABELS, VALUE_CLASS_LABELS, Stage, ValueClass
from outreach.language import N_, NN_
from outreach.ui.words import Words

LOTS = NN_("{n} lot", "{n} lots")
WARNINGS = NN_("{n} warning", "{n} warnings")
RUNS_OUT = N_("Runs out {day}")
RENEWED = N_("renewed")
NO_NEW = N_("No new tender")
NO_DATE = N_("No date yet")
#: In kronor; a card is narrow.
SHORT_SIZES = {
    ValueClass.UNDER_100K: N_("under 100,000"),
    ValueClass.UNDER_700K: N_("100,000–700,000"),
    ValueClass.UNDER_2M: N_("0.7–2 million"),
    ValueClass.UNDER_10M: N_("2–10 million"),
    ValueClass.OVER_10M: N_("over 10 million"),
}


def date_words(card: PipelineCard, words: Words) -> str:
    """Say the date that matters in the stage: publication, last day to bid, or the contract's end."""
    language, tender = words.language, card.tender
    bids = card.day_of(Mark.BIDS)
    if tender.stage is Stage.ADVERTISED and bids is not None:
        return words(N_("Bids by {day}"), day=language.day(bids, "d MMM y"))
    if tender.stage is Stage.CONTRACT and tender.contract_end is not None:
        return words(N_("Until {day}"), day=language.day(tender.contract_end, "d MMM y"))
    if tender.stage is Stage.EVALUATION and tender.contract_start is not None:
        return words(N_("From {day}"), day=language.day(tender.contract_start, "d MMM y"))
    if tender.expected_publication is not None:
        day = tender.expected_publication
        # The first of a month stands for the whole month.
        return language.day(day, "MMMM y") if day.day == 1 else language.day(day, "EEE d MMM y")
    return words(NO_DATE)


def size_words(card: PipelineCard, words: Words) -> str:
    """Say the size; nothing while it is not known."""
    size = card.tender.value_class
    return words(VALUE_CLASS_LABELS[size]) if size is not ValueClass.UNKNOWN else ""


def short_size(card: PipelineCard, words: Words) -> str:
    """Say the size in few letters, and who is responsible, by initials."""
    size = words(SHORT_SIZES[card.tender.value_class]) if card.tender.value_class in SHORT_SIZES else ""
    initials = "".join(part[0] for part in card.tender.officer.split()[:3])
    return " · ".join(part for part in (size, initials) if part)


def foot_words(card: PipelineCard, words: Words) -> str:
    """Say how many lots there are, and whether another tender follows."""
    lots = words.count(LOTS, len(card.tender.lots)) if card.tender.lots else ""
    return " · ".join(part for part in (lots, words(RENEWED) if card.renewed else "") if part)


def mark_words(card: PipelineCard, mark: Mark, words: Words) -> str:
    """Say one date: "Last day to bid: Fri 12 Mar 2027"."""
    day = card.day_of(mark)
    said = words.language.day(day, "EEE d MMM y") if day is not None else words(NO_DATE)
    return f"{words(MARK_LABELS[mark])}: {said}"


def warning_words(card: PipelineCard, words: Words) -> list[str]:
    """Say what is too short, too late or missed, each with the day that it is about."""
    return [f"{words(DEADLINE_LABELS[one.kind])}: {one.say(words.language)}" for one in card.warnings]


def card_words(card: PipelineCard, words: Words) -> str:
    """Say everything about a tender in a few lines of plain text."""
    tender = card.tender
    lines = [tender.title, words(STAGE_LABELS[tender.stage]), size_words(card, words)]
    lines += [mark_words(card, mark, words) for mark in card.marks]
    lines += [tender.officer, foot_words(card, words)]
    if card.expiring and tender.contract_end is not None:
        lines.append(words(RUNS_OUT, day=words.language.day(tender.contract_end)))
    lines += [f"{words.language.day(one.day, 'd MMM y')}: {one.title}" for one in card.events]
    lines += warning_words(card, words)
    return "\n".join(line for line in lines if line)
