"""Disposal by rules: a preview with names, an approval, a run that does exactly what was shown, a protocol without names.

Nothing runs by itself. A rule without a decision does not run at all; neither does anything by a clock that has jumped, unless the
officer says that it is right. Who has an open matter is kept and listed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.dialogue_paper import DialoguePaper, PaperLine
from outreach.domain.disposal import (
    LATER,
    Approval,
    DisposalPreview,
    DisposalProtocol,
    Due,
    Held,
    digest_of,
    has_jumped,
    months_later,
)
from outreach.domain.processing import DEED_LABELS, SINCE_LABELS, RetentionRule, Since
from outreach.domain.purposes import known_purposes
from outreach.domain.record import Kind, from_plain, to_plain
from outreach.domain.sorting import sort_key
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NotFound, TooMuchRemoved
from outreach.language import N_, Language
from outreach.services.everybody import everybody
from outreach.services.exports import write_file

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.work import View

Progress = Callable[[str], None]
_APPROVAL, _PROTOCOL = "disposal approved ", "disposal done "
_DECISION = N_("No rule runs without a decision: name the decision or the paragraph of the plan for documents.")
_OTHER = N_("This is not what was shown: look at the preview again.")
_UNAPPROVED = N_("Nobody has approved this yet: look at the preview, then approve it.")
_SOON = N_("You approved it yourself: another officer may run it now, you in a quarter of an hour.")
_CLOCK = N_("The clock is over a year away from the last entry: say that it is right, or set it.")


class Disposals:
    """The verbs for retention rules."""

    def __init__(self, house: House) -> None:
        self._house = house

    # Rules -----------------------------------------------------------------------------------------------------------

    def rules(self) -> list[RetentionRule]:
        """Return the rules by their names."""
        with self._house.database.read() as view:
            return sorted(view.retention_rules.all(), key=lambda one: sort_key(one.name))

    def rule(self, reference: str) -> RetentionRule:
        """Return a rule by id or name. Raises NotFound."""
        wanted = reference.strip().casefold()
        found = [one for one in self.rules() if wanted in (str(one.id), one.name.casefold())]
        if not found:
            raise NotFound(reference)
        return found[0]

    def purposes(self) -> dict[str, str]:
        """Return the names (catalogue texts or the unit's own) of the purposes that a rule may be about, by key."""
        with self._house.database.read() as view:
            return {key: one.name for key, one in known_purposes(view.purposes.all()).items()}

    def keep(self, rule: RetentionRule) -> Changes:
        """Keep a new or changed rule. Raises InvalidInput."""
        if not rule.name.strip():
            raise InvalidInput(N_("Name"), N_("A rule needs a name."))
        if rule.months < 1:
            raise InvalidInput(N_("Months"), N_("At least one month."))
        with self._house.database.work(N_("Saved the retention rule {name}"), name=rule.name) as work:
            work.save(Kind.RETENTION_RULE, replace(rule, name=rule.name.strip(), decision=rule.decision.strip()))
        return work.changes

    def remove(self, rule_id: UUID) -> Changes:
        """Delete a rule; undo brings it back. Raises NotFound."""
        with self._house.database.work(N_("Deleted a retention rule")) as work:
            work.delete(Kind.RETENTION_RULE, rule_id)
        return work.changes

    # Preview, approval, run ------------------------------------------------------------------------------------------

    def preview(self, rule: RetentionRule) -> DisposalPreview:
        """Say whom a run of the rule would touch today, and who is kept and why. Raises InvalidInput without a decision."""
        if not rule.decision.strip():
            raise InvalidInput(N_("Decision"), _DECISION)
        with self._house.database.read() as view, everybody(view):
            return self._look(view, rule)

    def approve(self, rule: RetentionRule, digest: str) -> Approval:
        """Note that the officer has seen the preview and approves it. Raises InvalidInput when it is another one by now."""
        if self.preview(rule).digest != digest:
            raise InvalidInput(N_("Preview"), _OTHER)
        with self._house.database.work(N_("Approved a disposal")) as work:
            approval = Approval(digest, work.action.who, work.now)
            work.keep_fact(f"{_APPROVAL}{rule.id}", json.dumps(to_plain(approval)))
            work.audit("approve_disposal", rule=rule.id, digest=digest)
        return approval

    def approval(self, rule: RetentionRule) -> Approval | None:
        """Return the approval that waits for a run of the rule."""
        with self._house.database.read() as view:
            return _approval(view, rule)

    def run(
        self,
        rule: RetentionRule,
        digest: str,
        *,
        sure: bool = False,
        clock_right: bool = False,
        progress: Progress | None = None,
    ) -> DisposalProtocol:
        """Do what was shown and approved, and nothing else; the same digest again does nothing and returns the same protocol.

        `sure`: many people, and the officer has said so twice. Raises InvalidInput for what was not approved or is no longer the
        same, TooMuchRemoved without `sure`.
        """
        done = self._done(digest)
        if done is not None:
            return done
        if not rule.decision.strip():
            raise InvalidInput(N_("Decision"), _DECISION)
        house = self._house
        with house.database.work(N_("Disposed of people by the rule {rule}"), rule=rule.name) as work, everybody(work):
            work.hold("disposal")
            # Looked at inside the transaction: nobody can come in between.
            seen = self._look(work, rule)
            approval = self._allowed(work, seen, digest, sure=sure, clock_right=clock_right)
            people = list(work.people.many(one.person for one in seen.due).values())
            outcome = house.erasures.forget_many(work, people, rule.deed, progress)
            protocol = _protocol(rule, seen, approval, [one.id for one in people], work)
            protocol = replace(protocol, rows=dict(sorted(outcome.changed.items())))
            if protocol.digest != digest:
                raise InvalidInput(N_("Preview"), _OTHER)
            work.keep_fact(f"{_APPROVAL}{rule.id}", "")
            work.keep_fact(f"{_PROTOCOL}{digest}", json.dumps(to_plain(protocol)))
            counts = {"people": protocol.people, "kept": protocol.kept}
            work.audit("dispose", rule=rule.id, digest=digest, decision=rule.decision, then=rule.deed, **counts)
            work.settle()
        house.erasures.finished(outcome, rule.deed, work.changes)
        return protocol

    def protocols(self) -> list[DisposalProtocol]:
        """Return the protocols, the newest first."""
        with self._house.database.read() as view:
            found = [from_plain(DisposalProtocol, json.loads(text)) for text in view.facts(_PROTOCOL).values()]
        return sorted(found, key=lambda one: one.done_at, reverse=True)

    def save(self, protocol: DisposalProtocol, path: Path, language: Language) -> Path:
        """Write a protocol as .pdf or .json. Raises InvalidInput for another suffix, CannotWrite, DiskFull."""
        suffix = path.suffix.casefold()
        if suffix == ".json":
            write_file(path, json.dumps(to_plain(protocol), ensure_ascii=False, indent=1).encode())
        elif suffix == ".pdf":
            from outreach.print.dialogue_log import draw_dialogue

            write_file(path, draw_dialogue(self._paper(protocol, language)))
        else:
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf, .json")
        return path

    # Parts -----------------------------------------------------------------------------------------------------------

    def _look(self, view: View, rule: RetentionRule) -> DisposalPreview:
        from outreach.storage.processing import last_stamp, names_of, people_for

        now = self._house.now()
        today = home_day(now)
        ids = people_for(view.connection, rule.purpose)
        since = _days_since(view, rule.since, ids)
        over = [one for one, day in since.items() if months_later(day, rule.months) <= today]
        matters = self._house.open_matters.in_view(view, over)
        names = names_of(view.connection, over)
        due = [Due(one, names[one], since[one]) for one in over if one in names and one not in matters]
        held = [Held(one, names[one], matters[one]) for one in over if one in names and one in matters]
        return DisposalPreview(
            rule=rule,
            due=tuple(sorted(due, key=lambda one: (sort_key(one.name), str(one.person)))),
            held=tuple(sorted(held, key=lambda one: (sort_key(one.name), str(one.person)))),
            known=view.people.count(),
            digest=digest_of((one.person for one in due), rule.deed),
            clock=has_jumped(last_stamp(view.connection, now), now),
        )

    def _allowed(
        self, view: View, seen: DisposalPreview, digest: str, *, sure: bool, clock_right: bool
    ) -> Approval:
        """Return the approval of a run, or raise."""
        if seen.digest != digest:
            raise InvalidInput(N_("Preview"), _OTHER)
        approval = _approval(view, seen.rule)
        if approval is None or approval.digest != digest:
            raise InvalidInput(N_("Approval"), _UNAPPROVED)
        if approval.by == self._house.officer and self._house.now() - approval.at < LATER:
            raise InvalidInput(N_("Approval"), _SOON)
        if seen.clock and not clock_right:
            raise InvalidInput(N_("Clock"), _CLOCK)
        if seen.is_many and not sure:
            raise TooMuchRemoved(len(seen.due), seen.known)
        return approval

    def _done(self, digest: str) -> DisposalProtocol | None:
        with self._house.database.read() as view:
            text = view.fact(f"{_PROTOCOL}{digest}")
        return from_plain(DisposalProtocol, json.loads(text)) if text else None

    def _paper(self, one: DisposalProtocol, language: Language) -> DialoguePaper:
        say = language.say
        facts = (
            (N_("Rule"), one.rule),
            (N_("Decision"), one.decision),
            (N_("Purpose"), one.purpose),
            (N_("Kept for (15.1 d)"), f"{one.months} ({say(SINCE_LABELS[Since(one.since)])})"),
            (N_("What was done"), say(DEED_LABELS[one.deed])),
            (N_("People"), language.number(one.people)),
            (N_("Kept because of an open matter"), language.number(one.kept)),
            (N_("Approved by"), f"{one.approved_by}, {language.moment(one.approved_at)}"),
            (N_("Done by"), f"{one.done_by}, {language.moment(one.done_at)}"),
            (N_("Digest of what was shown and done (SHA-256)"), one.digest),
        )
        return DialoguePaper(
            unit=self._house.unit.unit(),
            printed=home_day(one.done_at),
            label=say(N_("Protocol of disposal")),
            title=one.rule,
            facts=tuple(PaperLine(text, say(label)) for label, text in facts),
            law=(
                say(N_("Public documents are disposed of only as decided (arkivlagen 1990:782, section 10).")),
                say(N_("Talks, guests and answers are still counted by event, industry, county and month; nobody is named here.")),
            ),
            sections=(),
            entries=one.people,
            language=language.code,
        )


def _approval(view: View, rule: RetentionRule) -> Approval | None:
    text = view.fact(f"{_APPROVAL}{rule.id}")
    return from_plain(Approval, json.loads(text)) if text else None


def _protocol(rule: RetentionRule, seen: DisposalPreview, approval: Approval, done: list[UUID], work: Any) -> DisposalProtocol:
    return DisposalProtocol(
        rule=rule.name,
        purpose=rule.purpose,
        deed=rule.deed,
        decision=rule.decision,
        months=rule.months,
        since=rule.since.value,
        people=len(done),
        kept=len(seen.held),
        digest=digest_of(done, rule.deed),
        approved_by=approval.by,
        approved_at=approval.at,
        done_by=work.action.who,
        done_at=work.now,
        rows={},
    )


def _days_since(view: View, since: Since, ids: list[UUID]) -> dict[UUID, date]:
    """Return the day from which a rule counts, for each person who has one."""
    from outreach.storage.processing import came_in, last_contacts, last_events

    connection = view.connection
    created = came_in(connection, ids)
    moments: dict[UUID, datetime] = created
    if since is Since.LAST_CONTACT:
        # Whoever was never met counts from the day of coming in.
        met = last_contacts(connection, ids)
        moments = {one: max(met.get(one, made), made) for one, made in created.items()}
    elif since is Since.EVENT_ENDED:
        moments = last_events(connection, ids)
    return {one: home_day(moment) for one, moment in moments.items()}
