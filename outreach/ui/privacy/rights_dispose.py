"""The window *Retention and disposal*: the rules, whom one would touch today, approval, the run, its protocol.

Nothing runs by itself: what is shown is approved under its digest, and exactly that is done.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.disposal import LATER, Approval, DisposalPreview, DisposalProtocol
from outreach.domain.processing import DEED_LABELS, SINCE_LABELS, RetentionRule
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.long_work import LongWork
from outreach.ui.privacy.rights_dialog import RightsDialog, SecondLook, Tell
from outreach.ui.privacy.rights_rule import RuleDialog
from outreach.ui.theme import GAP, MARGIN, take_size

TITLE = N_("Retention and disposal")
WORKING = N_("The disposal is running…")
PEOPLE = NN_("{n} person", "{n} people")
MONTHS = NN_("{n} month", "{n} months")
#: What a disposal changes, so that pages read anew.
_TOUCHED = (Kind.PERSON, Kind.COMPANY, Kind.MEETING, Kind.GUEST, Kind.FOLLOW_UP)
#: So many names are listed; the digest is over all of them.
_MOST = 2_000
DIGEST = N_("SHA-256 {digest}")


class DisposeDialog(RightsDialog):
    """Rules at the left, what the chosen one would do at the right."""

    def __init__(self, context: Context, parent: QWidget, tell: Tell) -> None:
        super().__init__(context, parent, TITLE, tell)
        words = self.words
        self._protocols: list[DisposalProtocol] = []
        self.rule: RetentionRule | None = None
        self.seen: DisposalPreview | None = None
        self.approval: Approval | None = None
        words.bind(self.heading.setText, N_("How long people stay in the register"))
        self.rules, self.list = LineList(tall=True), LineList()
        words.bind(self.rules.setAccessibleName, N_("Retention rules"))
        words.bind(self.list.setAccessibleName, N_("Whom the rule would touch today"))
        self.sentence, self.digest, self.standing = self.text(role="subheading"), self.text(role="caption"), self.text()
        self.add_button = self.button(N_("New rule…"), lambda: self.edit(None), "add")
        self.edit_button = self.button(N_("Change…"), lambda: self.edit(self.rule), "edit")
        self.delete_button = self.button(N_("Delete"), self.delete, "delete")
        self.approve_button = self.button(N_("Approve this list"), self.approve, "check")
        self.run_button = self.button(N_("Run…"), self.ask_run, "", "danger")
        self.protocol_button = self.button(N_("Protocol…"), self.save_protocol, "export")
        self._lay_out()
        self.rules.moved.connect(self._chosen)
        self.rules.chosen.connect(self.edit)
        context.changes.changed.connect(self._written)
        take_size(self, 980, 620)
        self._say_enabled()
        self.look()

    def look(self) -> None:
        """Read rules and protocols."""
        disposals = self.context.house.disposals
        self.read(lambda: (disposals.rules(), disposals.protocols()), lambda found: self._show(*found))

    def edit(self, rule: Any) -> None:
        """Open the form of a rule, or of a new one."""
        disposals = self.context.house.disposals
        self.read(disposals.purposes, lambda found: RuleDialog(self.context, rule, found, self).open())

    def delete(self) -> None:
        """Delete the chosen rule; the shell offers to undo it."""
        rule, disposals = self.rule, self.context.house.disposals
        if rule is not None:
            self.context.write(lambda: disposals.remove(rule.id), None, failed=self.explain)

    def approve(self) -> None:
        """Approve what is shown, and nothing else."""
        rule, seen, disposals = self.rule, self.seen, self.context.house.disposals
        if rule is not None and seen is not None:
            self.read(lambda: disposals.approve(rule, seen.digest), self._approved)

    def ask_run(self) -> None:
        """Ask once more, with the number and whatever stands against it."""
        words, seen = self.words, self.seen
        if seen is None:
            return
        number = words.language.number
        sentence = N_("{count} of {known} would go. Look at the list once more.")
        said = [words(sentence, count=number(len(seen.due)), known=number(seen.known))]
        if seen.is_many:
            said.append(words(N_("That is a lot: more than a tenth of the register, or more than 25 people.")))
        if seen.clock:
            said.append(words(N_("The clock is over a year away from the last entry: go on only if it is right.")))
        text = words.language.count(NN_("Dispose of {n} person", "Dispose of {n} people"), len(seen.due))
        SecondLook(self.context, "\n\n".join(said), text, self.run, self).open()

    def run(self) -> None:
        """Do what was approved."""
        rule, seen, disposals = self.rule, self.seen, self.context.house.disposals
        if rule is None or seen is None:
            return

        def work(report: Callable[[int, int], None]) -> DisposalProtocol | Exception:
            try:
                return disposals.run(rule, seen.digest, sure=seen.is_many, clock_right=seen.clock, progress=lambda _: report(0, 0))
            except InvalidInput as error:
                return error

        LongWork(self.context, WORKING, self).run(work, self._ran)

    def save_protocol(self) -> None:
        """Write the newest protocol of the chosen rule, or the newest of all."""
        protocol = self._protocol()
        if protocol is not None:
            name = self.words(N_("protocol of disposal {day}"), day=protocol.done_at.date().isoformat())
            self.ask_file(N_("Protocol of disposal"), name, ("pdf", "json"), self.write_protocol)

    def write_protocol(self, path: Path) -> None:
        """Write it."""
        protocol, disposals, language = self._protocol(), self.context.house.disposals, self.words.language
        if protocol is not None:
            self.read(lambda: disposals.save(protocol, path, language), self.wrote)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _show(self, rules: list[RetentionRule], protocols: list[DisposalProtocol]) -> None:
        words = self.words
        self._protocols = protocols
        lines = [self._rule_line(one) for one in rules]
        if not rules:
            lines = [Line(words(N_("There is no rule yet: nobody is disposed of.")), words(N_("Add the first one below.")))]
        self.rules.show_lines(lines, first=True)
        self._chosen(self.rules.current())
        self.settled = True

    def _rule_line(self, one: RetentionRule) -> Line:
        words = self.words
        detail = f"{words.count(MONTHS, one.months)} · {words(SINCE_LABELS[one.since])} · {words(DEED_LABELS[one.deed])}"
        if one.decision:
            return Line(one.name, f"{one.decision} · {detail}", icon="clock", data=one)
        return Line(one.name, detail, words(N_("no decision yet")), icon="warning", tone="warning", data=one)

    def _chosen(self, rule: object) -> None:
        self.rule = rule if isinstance(rule, RetentionRule) else None
        self.seen = self.approval = None
        self.complain()
        self.list.show_lines([])
        self.digest.clear()
        self.standing.clear()
        self._say_enabled()
        words, chosen, disposals = self.words, self.rule, self.context.house.disposals
        if chosen is None:
            self.sentence.setText(words(N_("A rule says for how long people stay, from when on, and what is done then.")))
        elif not chosen.decision:
            self.sentence.setText(words(N_("Without a decision the rule does not run: name it under Change.")))
        else:
            self.sentence.setText(words(N_("The list is being made…")))
            self.read(lambda: (disposals.preview(chosen), disposals.approval(chosen)), lambda found: self._previewed(*found))

    def _previewed(self, seen: DisposalPreview, approval: Approval | None) -> None:
        if self.rule is None or seen.rule.id != self.rule.id:
            return
        words, day = self.words, self.words.language.day
        self.seen = seen
        self.approval = approval if approval is not None and approval.digest == seen.digest else None
        if seen.due:
            self.sentence.setText(words(N_("Today the rule would touch {people}."), people=words.count(PEOPLE, len(seen.due))))
            self.digest.setText(words(DIGEST, digest=f"{seen.digest[:32]}\u200b{seen.digest[32:]}"))
        else:
            self.sentence.setText(words(N_("Nobody's time is over today.")))
        lines = [Line(one.name, note=words(N_("since {day}"), day=day(one.since))) for one in seen.due[:_MOST]]
        if len(seen.due) > _MOST:
            lines.append(Line(words.count(NN_("and {n} more", "and {n} more"), len(seen.due) - _MOST), heading=True))
        if seen.held:
            lines.append(Line(words(N_("Kept because of an open matter")), heading=True))
            lines += [Line(one.name, note=", ".join(map(words, one.reasons))) for one in seen.held[:_MOST]]
        self.list.show_lines(lines)
        self._say_standing()

    def _say_standing(self) -> None:
        words, language, approval = self.words, self.words.language, self.approval
        if approval is None:
            due = self.seen is not None and bool(self.seen.due)
            self.standing.setText(words(N_("Look through the names, then approve the list.")) if due else "")
        else:
            said = words(N_("Approved by {who}, {when}."), who=approval.by, when=language.moment(approval.at))
            if self._waits():
                later = words(N_("Another officer may run it now, you at {when}."), when=language.moment(approval.at + LATER))
                said = f"{said} {later}"
            self.standing.setText(said)
        self._say_enabled()

    def _waits(self) -> bool:
        house, approval = self.context.house, self.approval
        return approval is not None and approval.by == house.officer and house.now() - approval.at < LATER

    def _approved(self, approval: Approval) -> None:
        self.approval = approval
        self._say_standing()

    def _ran(self, done: DisposalProtocol | Exception) -> None:
        if isinstance(done, Exception):
            self.explain(done)
            return
        if self.rule is not None:
            self.context.changes.changed.emit(Changes(touched=frozenset((kind, self.rule.id) for kind in _TOUCHED)), self)
        people = self.words.count(PEOPLE, done.people)
        self.context.wishes.notify.emit(self.words(N_("Disposed of {people}; the protocol is kept."), people=people))
        self.look()

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.RETENTION_RULE):
            self.look()

    def _protocol(self) -> DisposalProtocol | None:
        own = [one for one in self._protocols if self.rule is not None and one.rule == self.rule.name]
        return next(iter(own or self._protocols), None)

    def _say_enabled(self) -> None:
        writes, due = self.context.house.can_write, self.seen is not None and bool(self.seen.due)
        self.add_button.setEnabled(writes)
        self.edit_button.setEnabled(writes and self.rule is not None)
        self.delete_button.setEnabled(writes and self.rule is not None)
        self.approve_button.setEnabled(writes and due and self.approval is None)
        self.run_button.setEnabled(writes and due and self.approval is not None and not self._waits())
        self.protocol_button.setEnabled(bool(self._protocols))

    def _lay_out(self) -> None:
        left, right, both, tools = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for one in (self.add_button, self.edit_button, self.delete_button):
            tools.addWidget(one)
        tools.addStretch(1)
        left.addWidget(self.rules, 1)
        left.addLayout(tools)
        for part in (self.sentence, self.list, self.standing, self.digest):
            right.addWidget(part, 1 if part is self.list else 0)
        both.setSpacing(2 * MARGIN)
        # Else they take after the row that they stand in.
        tools.setSpacing(GAP)
        left.setSpacing(MARGIN)
        right.setSpacing(MARGIN)
        both.addLayout(left, 5)
        both.addLayout(right, 6)
        self.column.addLayout(both, 1)
        self.finish(self.approve_button, self.run_button, self.protocol_button)
