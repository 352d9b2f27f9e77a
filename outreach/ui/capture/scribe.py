"""Keeps what is typed into a capture form: saves it, keeps drafts, holds what waits, takes the last step back.

Nothing is lost and nothing is kept twice. What stands in the form is a draft in the workspace within seconds, under the name
of its place; a save keeps the conversation and forgets that draft in one transaction. What cannot be saved, or was put aside
for the next visitor, waits under a name of its own until it is brought back, over a crash too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from outreach.domain.changes import Changes
from outreach.domain.waiting import Waits
from outreach.errors import OutreachError
from outreach.language import N_, NN_
from outreach.services.house import House
from outreach.services.informing import ADDED
from outreach.services.meetings import Captured
from outreach.services.questions import Asked
from outreach.services.waiting_words import say_kept
from outreach.ui.capture.entry import Entry
from outreach.ui.capture.form import CaptureForm
from outreach.ui.capture.saying import say_asked, say_saved, say_why
from outreach.ui.context import Context

#: How long typing may go on before the draft is kept, in milliseconds. With the time a write takes it stays under five seconds.
DRAFT_EVERY = 3000
STAYS = N_("It stays: its tender is advertised. F2 or Ctrl+E writes an addition: {name}")
_FROZEN = N_("It stays as it is; what you write becomes an addition: {name}. Ctrl+Enter keeps it, Esc leaves it.")
_UNSAVED = NN_("{n} conversation is not saved yet: {why}", "{n} conversations are not saved yet: {why}")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An entry that is out of the form: `failed` when it could not be saved, else put aside."""

    entry: Entry
    failed: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    """What undo in the empty form takes back: a save with its action, or, without one, an entry that was put aside.

    A `frozen` one stays: its tender is under advertisement.
    """

    action: UUID | None
    entry: Entry
    frozen: bool = False


class Scribe(QObject):
    """One form's keeper. `place` says at which event (or NO_EVENT) the officer is; `name` is the draft's.

    `said` carries a finished sentence and its role; `kept` what was saved (Captured or Changes), `brought` the entry that came
    back into the form, `undo_wanted` an action.
    """

    said = Signal(str, str)
    kept = Signal(object)
    brought = Signal(object)
    waiting_changed = Signal()
    undo_wanted = Signal(object)

    def __init__(self, context: Context, form: CaptureForm, place: Callable[[], UUID], name: str) -> None:
        super().__init__(form)
        self._context = context
        self._form = form
        self._place = place
        self._name = name
        self._drafted = False
        self._waiting: list[_Waiting] = []
        self._steps: list[_Step] = []
        self._returns = ""
        self.draft_timer = QTimer(self)
        self.draft_timer.setSingleShot(True)
        self.draft_timer.setInterval(DRAFT_EVERY)
        self.draft_timer.timeout.connect(self.keep_draft)
        form.edited.connect(self._typed)
        form.take_back.connect(self.take_back)

    @property
    def waiting(self) -> list[Entry]:
        """What waits to be brought back, the oldest first."""
        return [one.entry for one in self._waiting]

    # What the officer does -------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep what stands in the form, and empty it for the next one. Should it fail, what was typed comes back."""
        self._form.when_settled(self._save)

    def _save(self) -> None:
        entry = self._form.entry()
        if not entry.is_empty:
            self.draft_timer.stop()
            self._drafted = False
            self._form.show_entry(Entry())
            self._keep(entry.at(self._place()), self._name)
        elif (failed := next((one for one in self._waiting if one.failed), None)) is not None:
            self._stop_waiting(failed)
            self._keep(failed.entry, self._own_name(failed.entry))
        else:
            self.said.emit(self._context.words(N_("Write at least who it was or what it was about.")), "muted")

    def put_aside(self) -> bool:
        """Let what is typed wait, and empty the form for the next visitor; return whether there was anything.

        A correction is given up instead: the conversation is kept as it was.
        """
        entry, words = self._form.entry(), self._context.words
        if entry.is_empty and not entry.corrects:
            return False
        self.draft_timer.stop()
        self._form.show_entry(Entry())
        if entry.corrects:
            self._drafted = True
            self.keep_draft()
            self.said.emit(words(N_("Not corrected: it stays as it was.")), "muted")
            self._go_back()
            return True
        entry = entry.at(self._place())
        self._drafted = False
        self._wait(_Waiting(entry), self._name)
        self._steps.append(_Step(None, entry))
        self.said.emit(words(N_("Put aside, and kept: {name}"), name=entry.shown), "muted")
        return True

    def bring_back(self) -> None:
        """Bring the oldest that waits into the form; what stands there takes its place."""
        if self._waiting:
            self._bring(self._waiting[0])

    def take_back(self) -> None:
        """Take the last step back: a save is undone and its words come back, what was put aside comes back."""
        words = self._context.words
        while self._steps:
            step = self._steps.pop()
            if step.frozen:
                self.said.emit(words(STAYS, name=step.entry.shown), "warning")
                return
            if step.action is not None:
                self._undo(step, step.action)
                return
            aside = next((one for one in self._waiting if one.entry.id == step.entry.id), None)
            if aside is not None:  # else it was brought back by hand
                self._bring(aside)
                return
        self.said.emit(words(N_("Nothing was saved here yet that could be taken back.")), "muted")

    def _undo(self, step: _Step, action: UUID) -> None:
        words = self._context.words
        self.undo_wanted.emit(action)
        if step.entry.is_empty or step.entry.corrects:
            self.said.emit(words(N_("Taken back.")), "muted")
            return
        # What comes after an undo is a conversation of its own: the journal keeps the old one's name.
        self._form.show_entry(replace(step.entry, id=str(uuid4()), event=""))
        self._form.go_on()
        self.said.emit(words(N_("Taken back, and here again: {name}"), name=step.entry.shown), "muted")

    def begin(self, entry: Entry) -> None:
        """Fill in what another page or a scan knows, and put the cursor where the officer goes on.

        Something half typed is left alone: what comes waits until it is brought back.
        """
        self.take_up(entry)

    def asked(self, asked: Asked) -> None:
        """Say how often the question has been asked now; undo in the empty form takes the count back."""
        self._remember(asked.changes)
        self.said.emit(say_asked(asked, self._context.words), "success")

    def _remember(self, changes: Changes) -> None:
        if changes.action is not None:
            self._steps.append(_Step(changes.action, Entry()))

    def correct(self, meeting: UUID) -> None:
        """Open a conversation in the form to correct who it was; what stands there waits until that is done."""
        typed = self._form.entry()
        if typed.corrects:
            self.put_aside()
            typed = self._form.entry()
        if not typed.is_empty:
            self._returns = typed.id
            self.put_aside()
            self._steps.pop()
        house, words = self._context.house, self._context.words

        def take(found: tuple[Entry, bool]) -> None:
            entry, frozen = found
            if self._form.entry().is_empty:
                self._form.show_entry(entry)
                sentence = _FROZEN if frozen else N_("Correct it: {name}. Ctrl+Enter keeps it, Esc leaves it as it was.")
                self.said.emit(words(sentence, name=entry.shown), "warning")

        self._context.read(lambda: (entry_of(house, meeting), house.meetings.is_frozen(meeting)), take, self)

    # Words changed in the list ----------------------------------------------------------------------------------------

    def reword(self, meeting: UUID, text: str) -> None:
        """Write what was said anew, and let undo in the empty form take that back."""
        house, draft = self._context.house, self._edit_name(meeting)

        def done(changes: Changes) -> None:
            self._remember(changes)
            words = self._context.words
            if changes.action is None:
                return
            added = changes.title == ADDED
            said = words(changes.title, **changes.values) if added else words(N_("Changed: {name}"), name=text[:60])
            self.said.emit(said, "success")

        self._context.write(lambda: house.waiting.reword(meeting, text, draft), self, done, self._draft_failed)

    def keep_edit(self, meeting: UUID, text: str) -> None:
        """Keep the words that are being changed as a draft; after a crash they come back as a correction."""
        self._write_draft(self._edit_name(meeting), Entry(note=text, corrects=str(meeting), id=str(meeting)))

    def drop_edit(self, meeting: UUID) -> None:
        """Forget the draft of words that stay as they were."""
        self._write_draft(self._edit_name(meeting), Entry())

    def _edit_name(self, meeting: UUID) -> str:
        return f"{self._name}:{meeting}"

    # Drafts ----------------------------------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep what is half typed in the workspace; an empty form forgets it."""
        self.draft_timer.stop()
        entry = self._form.entry()
        if not entry.is_empty or self._drafted:
            self._drafted = not entry.is_empty
            self._write_draft(self._name, entry.at(self._place()))

    def take_up(self, entry: Entry) -> None:
        """Put an entry that was begun elsewhere, or earlier, into the form; where somebody is typing already it waits."""
        entry = entry if entry.id else replace(entry, id=str(uuid4()))
        if not self._form.entry().is_empty:
            self._wait(_Waiting(entry))
            return
        self._drafted = True
        self._write_draft(self._name, entry, self._own_name(entry))
        self._form.show_entry(entry)
        self._form.go_on()
        self.brought.emit(entry)

    def hold(self, entry: Entry) -> None:
        """Let a draft wait that waited when the program ended."""
        self._waiting.append(_Waiting(entry))
        self.waiting_changed.emit()

    def _typed(self) -> None:
        # The first letter starts the clock and the next ones leave it alone: typing without a pause is kept as well.
        if not self.draft_timer.isActive():
            self.draft_timer.start()

    def _write_draft(self, name: str, entry: Entry, was: str = "") -> None:
        self._context.keep_draft(name, entry.draft(), was, owner=self, failed=self._draft_failed)

    def _draft_failed(self, error: Exception) -> None:
        why = say_why(error, self._context.words)
        if why:
            self.said.emit(why, "danger")
        else:
            self._context.tasks.failed.emit(error)

    def _own_name(self, entry: Entry) -> str:
        return f"{self._name}:{entry.id}"

    # Waiting ---------------------------------------------------------------------------------------------------------

    def _wait(self, one: _Waiting, was: str = "") -> None:
        self._waiting.append(one)
        self._write_draft(self._own_name(one.entry), one.entry, was)
        self.waiting_changed.emit()

    def _stop_waiting(self, one: _Waiting) -> None:
        self._waiting.remove(one)
        self.waiting_changed.emit()

    def _bring(self, one: _Waiting) -> None:
        self._stop_waiting(one)
        typed = self._form.entry()
        if not typed.is_empty:
            self._wait(_Waiting(typed.at(self._place())))
            self._returns = typed.id
            self._form.show_entry(Entry())
        self.take_up(one.entry)

    def _go_back(self) -> None:
        """Bring back what had to wait for another entry, once that is done; not while somebody types."""
        wanted, self._returns = self._returns, ""
        one = next((one for one in self._waiting if wanted and one.entry.id == wanted), None)
        if one is not None and self._form.entry().is_empty:
            self._bring(one)

    # Saving ----------------------------------------------------------------------------------------------------------

    def _keep(self, entry: Entry, draft: str) -> None:
        house = self._context.house

        def work() -> Captured | Changes | Waits:
            wanted = entry.capture(entry.event_id, draft)
            if entry.corrects:
                return house.meetings.correct(UUID(entry.corrects), wanted)
            return house.waiting.capture(wanted, entry.shown)

        # Behind a long import it is not kept yet, and the next visitor's draft takes the form's name.
        self._context.keep_aside(self._own_name(entry), entry.draft(), draft)
        self._context.tasks.run(
            work, lambda done: self._done(done, entry), owner=self, failed=lambda error: self._refused(error, entry)
        )

    def _done(self, done: Captured | Changes | Waits, entry: Entry) -> None:
        words = self._context.words
        if isinstance(done, Waits):
            self.said.emit(say_kept(done.operation, words.language), "warning")
            self._context.wishes.waits.emit(done)
            self._go_back()
            return
        changes = done.changes if isinstance(done, Captured) else done
        if changes.action is not None:
            self._steps.append(_Step(changes.action, entry, isinstance(done, Captured) and done.frozen))
        if isinstance(done, Captured):
            self.said.emit(say_saved(done, entry.shown, words), "warning" if done.unsure or done.warnings else "success")
        elif changes.title == ADDED:
            self.said.emit(words(changes.title, **changes.values), "success")
        else:
            self.said.emit(words(N_("Corrected: {name}"), name=entry.shown), "success")
        self._context.changes.publish(changes, self)
        self.kept.emit(done)
        self._go_back()

    def _refused(self, error: Exception, entry: Entry) -> None:
        words = self._context.words
        if not isinstance(error, OutreachError):
            self._context.tasks.failed.emit(error)
        why = say_why(error, words)
        if self._form.entry().is_empty:
            self.take_up(entry)
            self.said.emit(why or words(N_("It could not be saved.")), "danger")
            return
        self._wait(_Waiting(entry, failed=True))
        unsaved = sum(one.failed for one in self._waiting)
        self.said.emit(words.count(_UNSAVED, unsaved, why=why), "danger")


def entry_of(house: House, meeting_id: UUID) -> Entry:
    """Return a kept conversation as an entry that corrects it. Runs on the worker. Raises NotFound."""
    meeting = house.meetings.get(meeting_id)
    person = house.people.many([meeting.person]).get(meeting.person) if meeting.person else None
    company = house.companies.many([meeting.company]).get(meeting.company) if meeting.company else None
    return Entry(
        company=company.name if company else "",
        company_id=str(company.id) if company else "",
        person=person.name if person else "",
        person_id=str(person.id) if person else "",
        note=meeting.note,
        corrects=str(meeting.id),
        id=str(uuid4()),
        information=meeting.information.value,
    )
