"""`outreach extract`, `asked`, `erase`, `dispose`, `retention …`, `audit …`: the rights of the registered and what is logged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done, saved
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.cli.values import one_of
from outreach.domain.audit import DEED_LABELS as AUDIT_LABELS
from outreach.domain.audit import AuditLine, compared_with
from outreach.domain.disposal import DisposalPreview, DisposalProtocol
from outreach.domain.extract import PART_LABELS
from outreach.domain.processing import DEED_LABELS, DIALOGUE, SINCE_LABELS, Deed, RetentionRule, Since
from outreach.domain.record import Kind, to_plain
from outreach.domain.refusal import Ground
from outreach.language import N_, NN_, Language
from outreach.services.erasures import FIRM_STAYS, Erased, Sight, plain_erased
from outreach.services.extracts import HAND_OVER

audit = group("audit", N_("The audit log: who took what out of the register; list, check, dispose of old lines."))
retention = group("retention", N_("How long people stay: rules with the decision behind each; add, list, delete."))
_CHECKED = N_(
    "Of somebody with a protected identity: how you made sure who asks, and that the extract reaches the person alone. Is logged."
)
_PEOPLE = NN_("{n} person", "{n} people")


def add_rights(root: Any) -> None:
    """Give the program its commands for the rights of the registered."""

    @command(root, "extract", N_("Write everything that is kept about one person (GDPR art. 15): .json, .pdf or both."))
    @argument("person")
    @option("--to", "files", required=True, multiple=True, metavar="FILE", text=N_("The file: .pdf or .json; may be said twice."))
    @option("--both", is_flag=True, text=N_("Write the other of .pdf and .json beside it too."))
    @option("--protected-identity-checked", "checked", default="", metavar="TEXT", text=_CHECKED)
    def extract(door: Door, person: str, files: tuple[str, ...], both: bool, checked: str) -> Answer:
        paths = [Path(one) for one in files]
        if both:
            paths += [one.with_suffix(".json" if one.suffix.casefold() == ".pdf" else ".pdf") for one in paths]
        with door.house(writing=True) as house:
            protected = house.extracts.protected_named(person, checked) if checked else None
            person_id = protected or find_id(house, person, Kind.PERSON)
            written = house.extracts.save_all(
                person_id, list(dict.fromkeys(paths)), door.language, protected_checked=checked
            )
        names = [str(one.file) for one in written]
        plain = {"file": names[0], "files": names, "records": written[0].records}
        text = door.language.say(N_("Wrote {records} to {file}"), records=str(written[0].records), file=", ".join(names))
        care = [door.language.say(HAND_OVER)] if protected else []
        return Answer(plain | {"protected": protected is not None}, lambda: [text, *care])

    @command(root, "asked", N_("Note that somebody asked for an extract or erasure; without a name, show what waits."))
    @argument("person", required=False, default=None)
    @option("--erasure", is_flag=True, text=N_("Erasure was asked for, not an extract."))
    def asked(door: Door, person: str | None, erasure: bool) -> Answer:
        with door.house(writing=person is not None) as house:
            if person is not None:
                house.extracts.ask(find_id(house, person, Kind.PERSON), "erase" if erasure else "extract")
            waiting = house.extracts.asked()
            names = {one.id: one.name for one in house.people.many(one.person for one in waiting).values()}
        rows = [[door.language.day(one.due), one.what, names.get(one.person, str(one.person))] for one in waiting]
        return Answer({"asked": [to_plain(one) for one in waiting]}, lambda: aligned(["", "", ""], rows) if rows else [])

    @command(root, "erase", N_("Erase a person for good, or make the person anonymous, or refuse it (GDPR art. 17)."))
    @argument("person")
    @option("--anonymise", is_flag=True, text=N_("Keep what was said, without the person."))
    @option("--reason", default="", metavar="TEXT", text=N_("The ground, as “art. 17.1 b”; with --refuse the reason in words."))
    @option("--refuse", type=one_of(Ground), default=None, text=N_("Refuse it on this ground and write the decision to --to."))
    @option("--to", "file", default="", metavar="FILE.pdf", text=N_("Where the decision of a refusal is written."))
    @option("--preview", is_flag=True, text=N_("Show what would go and who else names the person; change nothing."))
    def erase(
        door: Door, person: str, anonymise: bool, reason: str, refuse: str | None, file: str, preview: bool
    ) -> Answer:
        with door.house(writing=not preview) as house:
            person_id = find_id(house, person, Kind.PERSON)
            if preview:
                return _sight(house.erasures.look(person_id), door.language)
            if refuse is not None:
                written = house.erasures.refuse(person_id, Ground(refuse), reason, Path(file or "beslut.pdf"), door.language)
                text = door.language.say(N_("Wrote the decision to {file}"), file=str(written))
                return Answer({"file": str(written), "ground": refuse}, lambda: [text])
            deed = Deed.ANONYMISE if anonymise else Deed.ERASE
            erased = house.erasures.erase(person_id, deed, ground=reason)
        return _erased(erased, door.language)

    _add_dispose(root)


def _add_dispose(root: Any) -> None:
    @command(root, "dispose", N_("Dispose of people by a retention rule: look (--preview), approve, run. Nothing runs unattended."))
    @option("--rule", "reference", required=True, metavar="RULE", text=N_("The rule's name or id."))
    @option("--preview", is_flag=True, text=N_("Show whom it would touch and the digest of that."))
    @option("--approve", default="", metavar="DIGEST", text=N_("Approve what the preview with this digest showed."))
    @option("--run", "run_digest", default="", metavar="DIGEST", text=N_("Do what was approved under this digest."))
    @option("--many", is_flag=True, text=N_("Yes, so many: over 25 people or a tenth of all."))
    @option("--clock-is-right", "clock", is_flag=True, text=N_("Yes, the clock is right although it is far from the last entry."))
    @option("--to", "files", multiple=True, metavar="FILE", text=N_("Write the protocol: .pdf or .json."))
    def dispose(
        door: Door,
        reference: str,
        preview: bool,
        approve: str,
        run_digest: str,
        many: bool,
        clock: bool,
        files: tuple[str, ...],
    ) -> Answer:
        if not run_digest and not approve:
            preview = True
        with door.house(writing=not preview) as house:
            rule = house.disposals.rule(reference)
            if preview:
                return _preview(house.disposals.preview(rule), door.language)
            if approve:
                approval = house.disposals.approve(rule, approve)
                text = door.language.say(N_("Approved. Run it with --run {digest}"), digest=approve)
                return Answer({"approved": to_plain(approval)}, lambda: [text])
            protocol = house.disposals.run(rule, run_digest, sure=many, clock_right=clock)
            written = [house.disposals.save(protocol, Path(one), door.language) for one in files]
        return _protocol(protocol, [str(one) for one in written], door.language)


@command(audit, "list", N_("Show the latest lines, newest first."))
@option("--deed", default="", metavar="WORD", text=N_("Only this deed: export, extract, erase, dispose, release …"))
@option("--limit", type=click.IntRange(min=1), default=50, text=N_("At most so many."))
def audit_list(door: Door, deed: str, limit: int) -> Answer:
    """Show the log."""
    with door.house() as house:
        found = house.audit.latest(limit, deed)
    return Answer({"lines": [to_plain(one) for one in found]}, lambda: _audit_lines(found, door.language))


@command(audit, "check", N_("Look whether every line stands as it was written; names the first that does not."))
def audit_check(door: Door) -> Answer:
    """Check the chain."""
    with door.house() as house:
        state = house.audit.check()
    say = door.language.say
    plain = {
        "ok": state.is_sound,
        "lines": state.lines,
        "broken": state.broken,
        "head": state.head.written(),
        "compared": state.compared,
    }
    if state.is_sound:
        text = say(N_("The audit log is whole: {n} lines."), n=door.language.number(state.lines))
        return Answer(plain, lambda: [text, compared_with(state, door.language)])
    complaint = say(N_("Line {number} of the audit log: {why}."), number=str(state.broken), why=say(state.why))
    return Answer(plain, list, code=1, complaint=complaint)


@command(audit, "dispose", N_("Take away old lines by a decision; a line that stands for them stays."))
@option("--decision", required=True, metavar="REFERENCE", text=N_("The decision on disposal."))
@option("--months", type=click.IntRange(min=1), default=24, text=N_("Lines older than so many months; 24 unless named."))
def audit_dispose(door: Door, decision: str, months: int) -> Answer:
    """Dispose of old lines."""
    with door.house(writing=True) as house:
        gone = house.audit.dispose(decision, months)
    text = door.language.count(NN_("{n} line disposed of.", "{n} lines disposed of."), gone)
    return Answer({"removed": gone}, lambda: [text])


@command(retention, "add", N_("Add a rule for how long people stay."))
@argument("name")
@option("--months", type=click.IntRange(min=1), required=True, text=N_("So many months."))
@option("--since", type=one_of(Since), default=Since.LAST_CONTACT.value, text=N_("What they are counted from."))
@option("--then", "deed", type=one_of(Deed), default=Deed.ANONYMISE.value, text=N_("What is done then."))
@option("--purpose", default=DIALOGUE, metavar="KEY", text=N_("The purpose that people are registered for."))
@option("--decision", default="", metavar="REFERENCE", text=N_("The decision; without one the rule does not run."))
def retention_add(door: Door, name: str, months: int, since: str, deed: str, purpose: str, decision: str) -> Answer:
    """Add a rule."""
    rule = RetentionRule(
        name=name, months=months, since=Since(since), deed=Deed(deed), purpose=purpose, decision=decision
    )
    with door.house(writing=True) as house:
        changes = house.disposals.keep(rule)
        return saved(door, changes, "rule", house.disposals.rule(str(rule.id)))


@command(retention, "list", N_("Show the rules with their decisions."))
def retention_list(door: Door) -> Answer:
    """Show the rules."""
    with door.house() as house:
        rules = house.disposals.rules()
    say = door.language.say

    def lines() -> list[str]:
        header = [say(one) for one in (N_("Name"), N_("Months"), N_("Counted from"), N_("Then"), N_("Decision"))]
        rows = [
            [one.name, str(one.months), say(SINCE_LABELS[one.since]), say(DEED_LABELS[one.deed]), one.decision]
            for one in rules
        ]
        return aligned(header, rows) if rows else [say(N_("There is no rule yet: nobody is disposed of."))]

    return Answer({"rules": [to_plain(one) for one in rules]}, lines)


@command(retention, "delete", N_("Delete a rule; undo brings it back."))
@argument("reference", metavar="RULE")
def retention_delete(door: Door, reference: str) -> Answer:
    """Delete a rule."""
    with door.house(writing=True) as house:
        return done(door, house.disposals.remove(house.disposals.rule(reference).id))


def _sight(sight: Sight, language: Language) -> Answer:
    plain = {
        "own": sight.own,
        "mentions": [to_plain(one) for one in sight.mentions],
        "frozen": sight.frozen,
        "open": list(sight.open_matters),
        "namesakes": sight.namesakes,
        "firms": sight.firms,
    }

    def lines() -> list[str]:
        own = [f"{language.say(PART_LABELS.get(table, table))}: {count}" for table, count in sight.own.items()]
        named = [f"{language.say(PART_LABELS.get(one.table, one.table))}: {one.text}" for one in sight.mentions if one.text]
        stays = [language.say(FIRM_STAYS)] if sight.firms else []
        return [*own, *named, *stays, *(language.say(one) for one in sight.open_matters)]

    return Answer(plain, lines)


def _erased(erased: Erased, language: Language) -> Answer:
    def lines() -> list[str]:
        say = language.say
        first = say(N_("The person is gone from the workspace.")) if erased.deed is Deed.ERASE else say(
            N_("The person is anonymous from now on.")
        )
        older = [say(N_("May still hold the person: {file}"), file=name) for name, _ in erased.backups]
        same = [say(N_("Somebody else has the same name: look through the notes by hand."))] if erased.namesakes else []
        return [first, *same, *older]

    return Answer({**plain_erased(erased), "kind": "person"}, lines)


def _preview(seen: DisposalPreview, language: Language) -> Answer:
    say = language.say
    plain = {
        "rule": seen.rule.name,
        "due": [to_plain(one) for one in seen.due],
        "kept": [to_plain(one) for one in seen.held],
        "digest": seen.digest,
        "many": seen.is_many,
        "clock": seen.clock,
        "removed": 0,
    }

    def lines() -> list[str]:
        found = [f"{one.name}  {language.day(one.since)}" for one in seen.due]
        kept = [f"{say(N_('Kept'))}: {one.name} ({', '.join(map(say, one.reasons))})" for one in seen.held]
        return [language.count(_PEOPLE, len(seen.due)), *found, *kept, f"SHA-256  {seen.digest}"]

    return Answer(plain, lines)


def _protocol(protocol: DisposalProtocol, files: list[str], language: Language) -> Answer:
    plain = {**to_plain(protocol), "removed": protocol.people, "files": files}
    return Answer(plain, lambda: [language.count(_PEOPLE, protocol.people), f"SHA-256  {protocol.digest}", *files])


def _audit_lines(found: list[AuditLine], language: Language) -> list[str]:
    say = language.say
    rows = [
        [
            str(one.number),
            language.moment(one.at),
            one.who,
            say(AUDIT_LABELS.get(one.deed, one.deed)),
            ", ".join(f"{name} {value}" for name, value in one.detail.items()),
        ]
        for one in found
    ]
    header = ["", say(N_("When")), say(N_("Who")), say(N_("What")), ""]
    return aligned(header, rows) if rows else [say(N_("The audit log is empty."))]
