"""What stands on the paper of a tender's log, in finished sentences; names go through the masker where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from outreach.domain.dialogue_paper import DialoguePaper, PaperEntry, PaperLine, PaperSection
from outreach.domain.equal_treatment import GIVEN_LABELS, Addition, Disclosure, Given
from outreach.domain.masking import Masker, Named
from outreach.domain.notice import Notification
from outreach.domain.question import Question
from outreach.domain.tender import STAGE_LABELS, advertised_on
from outreach.domain.unit import Unit
from outreach.domain.when import home_day
from outreach.language import N_, NN_, Language
from outreach.services.dialogue_masks import words_in
from outreach.services.tender_log import LoggedEvent, LoggedTalk, TenderLog

_LABEL, _MASKED_LABEL = N_("Log of the dialogue before a tender"), N_("Information from the dialogue, names masked")
_LAW = (
    N_(
        "Why this log exists: whoever buys for the public treats all suppliers alike and does it openly "
        "(LOU, the Public Procurement Act, chapter 4 section 1)."
    ),
    N_(
        "If a supplier took part in the preparation, the others are told what was said that matters, in the tender documents "
        "(chapter 4 section 8). The log shows who was met, what was said, and how it was shared with everybody."
    ),
    N_(
        "What was written before the tender was advertised has not been changed since; what was written later stands as an "
        "addition with its day."
    ),
)
_MASKED_LAW = N_("Names of suppliers and people are replaced by neutral labels. The log with names is kept by the unit.")
_TALKS, _EVENTS = N_("Conversations"), N_("Events of the dialogue")
_NOTIFIED, _QUESTIONS = N_("Who was told of the tender"), N_("Questions and answers")
_PUBLISHED, _OPEN = N_("Information to everyone: published"), N_("Information to everyone: not published yet")
_NONE = {
    _TALKS: N_("No conversation is tied to this tender."),
    _EVENTS: N_("No event featured this tender."),
    _NOTIFIED: N_("No list of companies is kept."),
    _QUESTIONS: N_("No question is tied to this tender."),
    _PUBLISHED: N_("Nothing has been published from the dialogue."),
    _OPEN: N_("Nothing waits to be published."),
}
_OPEN_MARK = N_("OPEN: not published yet")
_SAID, _GIVEN, _ADDED = N_("Said"), N_("Information"), N_("Added {day}")
_SHARED, _NOT_SHARED = N_("Shared with everyone {day}: {where}"), N_("New information is not shared with everyone yet.")
_SOMEBODY, _NOWHERE = N_("without a name"), N_("at no event")
_MET_BY = N_("Met by")
_TALK_COUNT = NN_("{n} conversation", "{n} conversations")
_CAME = NN_("{n} participant known", "{n} participants known")
_COMPANIES = NN_("{n} company", "{n} companies")
_ASKED = NN_("asked {n} time", "asked {n} times")
_FACTS = (
    N_("Tender"),
    N_("Reference"),
    N_("Buyer"),
    N_("Stage"),
    N_("Advertised"),
    N_("Printed"),
    N_("Content"),
    N_("To everyone"),
)
_ITEM_COUNT = N_("{published} published, {open} not published yet")
_WHERE, _TEXT, _TOLD_FIRST = N_("Published"), N_("Text"), N_("First told {day}")
_ANSWER, _NO_ANSWER = N_("Answer"), N_("No answer yet")
_ANSWERED = N_("Answer {day}")
_WAY, _TOLD = N_("Way"), N_("Told")


class _Writer:
    """Writes in one language; masks where there is a masker."""

    def __init__(self, language: Language, masker: Masker | None) -> None:
        self.language = language
        self.say = language.say
        self.masker = masker

    def day(self, at: datetime | date) -> str:
        return self.language.day(home_day(at) if isinstance(at, datetime) else at, "long")

    def moment(self, at: datetime) -> str:
        return self.language.moment(at)

    def typed(self, text: str) -> str:
        """What an officer typed freely."""
        return self.masker.mask(text, free=True) if self.masker else text

    def title(self, text: str) -> str:
        """A title or place: words of a trade may stand in it, names not."""
        return self.masker.mask(text) if self.masker else text

    def officer(self, name: str) -> str:
        return (self.say(words_in(self.language).officer) if self.masker else name) if name else ""

    def who(self, talk: LoggedTalk) -> str:
        names = [one for one in (talk.person, talk.company) if one is not None]
        if self.masker is None:
            return ", ".join(one.name for one in names)
        masker = self.masker
        return ", ".join(masker.label(Named(one.name, one is talk.person)) for one in names)

    def additions(self, additions: Iterable[Addition]) -> Iterator[PaperLine]:
        for one in additions:
            by = self.officer(one.officer)
            text = self.typed(one.text)
            yield PaperLine(f"{text} ({by})" if by else text, self.say(_ADDED, day=self.day(one.at)))


def paper_of(log: TenderLog, unit: Unit, printed: date, language: Language, masker: Masker | None) -> DialoguePaper:
    """Return the paper of a log; with a masker it names nobody."""
    w = _Writer(language, masker)
    say = language.say
    published = [one for one in log.disclosures if one.published is not None]
    waiting = [one for one in log.disclosures if one.published is None]
    asked = [pair for pair in log.questions if masker is None or pair[0].public]
    sections = (
        _section(w, _TALKS, [_talk(w, one) for one in log.talks]),
        _section(w, _OPEN, [_item(w, one) for one in waiting]),
        _section(w, _PUBLISHED, [_item(w, one) for one in published]),
        _section(w, _QUESTIONS, [_question(w, *pair) for pair in asked]),
        _section(w, _EVENTS, [_event(w, one) for one in log.events]),
        _section(w, _NOTIFIED, [_notified(w, one) for one in log.notified]),
    )
    return DialoguePaper(
        unit=unit,
        printed=printed,
        label=say(_MASKED_LABEL if masker else _LABEL),
        title=w.title(log.tender.title),
        facts=tuple(_facts(w, log, printed, len(published), len(waiting))),
        law=tuple(say(text) for text in (*_LAW, *((_MASKED_LAW,) if masker else ()))),
        sections=sections,
        entries=len(log.talks),
        language=language.code,
        redacted=masker is not None,
    )


def own_words(unit: Unit, language: Language) -> str:
    """Return what stands on every such paper, whoever was met: our own sentences, and the unit's name and address."""
    texts = [
        *_LAW, _MASKED_LAW, *_NONE, *_NONE.values(), *_FACTS, _LABEL, _MASKED_LABEL, _OPEN_MARK, _SAID, _GIVEN, _NOT_SHARED,
        _SOMEBODY, _NOWHERE, _MET_BY, _WHERE, _TEXT, _ANSWER, _NO_ANSWER, _WAY, _TOLD,
        *GIVEN_LABELS.values(), *STAGE_LABELS.values(),
    ]  # fmt: skip
    words = words_in(language)
    labels = (words.person, words.supplier, words.officer, words.email, words.phone, words.number, words.site)
    return "\n".join((*(language.say(one) for one in texts), *labels, unit.municipality, unit.department, "Outreach"))


def _section(w: _Writer, title: str, entries: list[PaperEntry]) -> PaperSection:
    return PaperSection(w.say(title), tuple(entries), w.say(_NONE[title]))


def _facts(w: _Writer, log: TenderLog, printed: date, published: int, waiting: int) -> Iterator[PaperLine]:
    tender = log.tender
    on = advertised_on(tender)
    said = (
        w.title(tender.title),
        w.title(tender.reference),
        w.title(tender.buyer),
        w.say(STAGE_LABELS[tender.stage]),
        w.day(on) if on else "",
        w.day(printed),
        w.language.count(_TALK_COUNT, len(log.talks)),
        w.say(_ITEM_COUNT, published=w.language.number(published), open=w.language.number(waiting)),
    )
    yield from (PaperLine(text, w.say(label)) for label, text in zip(_FACTS, said, strict=True) if text)


def _talk(w: _Writer, talk: LoggedTalk) -> PaperEntry:
    meeting = talk.meeting
    where = w.title(", ".join(filter(None, (talk.event.title, talk.event.place)))) if talk.event else w.say(_NOWHERE)
    lines = [PaperLine(where)]
    if meeting.officer:
        lines.append(PaperLine(w.officer(meeting.officer), w.say(_MET_BY)))
    lines.append(PaperLine(w.typed(meeting.note) or "–", w.say(_SAID)))
    lines.append(PaperLine(w.say(GIVEN_LABELS[meeting.information]), w.say(_GIVEN)))
    lines += w.additions(meeting.additions)
    lines += [PaperLine(_shared(w, one)) for one in talk.disclosures]
    waits = any(one.published is None for one in talk.disclosures)
    unopened = meeting.information is Given.NEW and not talk.disclosures
    return PaperEntry(
        f"{w.moment(meeting.at)} – {w.who(talk) or w.say(_SOMEBODY)}",
        tuple(lines),
        w.say(_OPEN_MARK) if waits or unopened else "",
    )


def _shared(w: _Writer, item: Disclosure) -> str:
    if item.published is None:
        return w.say(_NOT_SHARED)
    return w.say(_SHARED, day=w.day(item.published), where=w.title(item.where))


def _item(w: _Writer, item: Disclosure) -> PaperEntry:
    lines = [PaperLine(w.typed(item.text) or "–", w.say(_TOLD_FIRST, day=w.day(item.opened)))]
    if item.published is not None:
        where = f"{w.day(item.published)}, {w.title(item.where)}"
        by = w.officer(item.publisher)
        lines = [
            PaperLine(f"{where} ({by})" if by else where, w.say(_WHERE)),
            PaperLine(w.typed(item.published_text), w.say(_TEXT)),
            *lines,
        ]
    words = w.typed(item.published_text or item.text)
    title = words if len(words) <= _TITLE else f"{words[:_TITLE].rsplit(' ', 1)[0]} …"
    return PaperEntry(title or "–", (*lines, *w.additions(item.additions)), "" if item.published else w.say(_OPEN_MARK))


_TITLE = 80


def _question(w: _Writer, question: Question, count: int) -> PaperEntry:
    answered = w.say(_ANSWERED, day=w.day(question.answered)) if question.answered else w.say(_ANSWER)
    answer = PaperLine(w.typed(question.answer), answered) if question.answer else PaperLine(w.say(_NO_ANSWER))
    asked = (PaperLine(w.language.count(_ASKED, count)),) if count else ()
    return PaperEntry(w.typed(question.text), (answer, *asked))


def _event(w: _Writer, logged: LoggedEvent) -> PaperEntry:
    event = logged.event
    when = w.language.when(event.when)
    lines = (PaperLine(", ".join(filter(None, (when, w.title(event.place))))), PaperLine(w.language.count(_CAME, logged.came)))
    return PaperEntry(w.title(event.title), lines)


def _notified(w: _Writer, listed: Notification) -> PaperEntry:
    lines = [PaperLine(w.language.count(_COMPANIES, len(listed.companies)), w.say(_TOLD))]
    if listed.way:
        lines.append(PaperLine(w.title(listed.way), w.say(_WAY)))
    if w.masker is None and listed.companies:
        lines.append(PaperLine(", ".join(one.name for one in listed.companies)))
    return PaperEntry(w.moment(listed.at), tuple(lines))
