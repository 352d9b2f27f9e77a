"""How each kind of entry of a plan is shown, typed, changed and ticked: what `EntryList` needs to know of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar, Generic, TypeVar

from outreach.domain.plan import PackingItem, Shift, Task
from outreach.domain.plan_lines import read_item, read_shift, read_task, write_item, write_shift, write_task
from outreach.language import N_, NN_
from outreach.ui.line_list import Line
from outreach.ui.plans.frame import Frame
from outreach.ui.words import Words

T = TypeVar("T")
PIECES = NN_("{n} piece", "{n} pieces")


class Craft(Generic[T]):
    """One kind of entry. The texts are catalogue texts; `hint` shows by an example how a line is typed."""

    title: ClassVar[str]
    prompt: ClassVar[str]
    hint: ClassVar[str] = ""
    unread: ClassVar[str] = N_("Write what it is about.")
    empty: ClassVar[str]
    icon: ClassVar[str] = "list"
    ticks: ClassVar[bool] = False
    sorts: ClassVar[bool] = False
    """Whether an entry that is typed anew goes where it belongs, instead of staying in its row."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.frame = Frame()

    def line(self, item: T) -> Line:
        """Return the entry as a line of the list."""
        raise NotImplementedError

    def read(self, text: str) -> T | None:
        """Return what a typed line means, None when it means nothing."""
        raise NotImplementedError

    def write(self, item: T) -> str:
        """Return the line that would be typed for an entry."""
        raise NotImplementedError

    def place(self, item: T, items: tuple[T, ...]) -> int:
        """Return where a new entry goes in."""
        del item
        return len(items)

    def said(self, item: T) -> str:
        """Say how a line that is being typed is read."""
        line = self.line(item)
        return " · ".join(part for part in (line.note, line.title, line.detail) if part)

    def joined(self, old: T, new: T) -> T:
        """Return an entry typed anew with what is not typed: a tick stays."""
        del old
        return new

    def beside(self, item: T, neighbour: T) -> T:
        """Return an entry as it is when it is moved to its neighbour's other side."""
        del neighbour
        return item

    def ticked(self, item: T) -> T:
        """Return the entry ticked, or not ticked any more."""
        return item

    def is_done(self, item: T) -> bool:
        """Say whether an entry is ticked."""
        del item
        return False


class TaskCraft(Craft[Task]):
    """Something to do, with its day and its officer."""

    title = N_("Checklist")
    prompt = N_("Add a task")
    hint = N_("For example: −5 flyers printed @Anna – five days before, and Anna does it. Also +1, −2w or 14/12.")
    empty = N_("Nothing to do yet. Write the first task below.")
    icon = "plan"
    ticks = True
    sorts = True

    @property
    def today(self) -> date:
        """The day that a tick is dated."""
        return self.frame.today or date.min

    def line(self, item: Task) -> Line:
        """A box, the task, its officer, and its day: in the colour of warning when it is late."""
        done, late = self.frame.is_done(item), self.frame.is_late(item)
        ticks = self.frame.first_day is not None
        return Line(
            item.text,
            item.officer,
            self.frame.due_words(item, self.words),
            icon="box-done" if done else "box" if ticks else "plan",
            icon_tone="success" if done else "warning" if late else "muted",
            tone="warning" if late else "",
            done=done,
        )

    def read(self, text: str) -> Task | None:
        """Read "-5 flyers printed @Anna"."""
        return read_task(text, self.frame.officers, self.frame.first_day)

    def write(self, item: Task) -> str:
        """Write "-5 flyers printed @Anna Ek"."""
        return write_task(item)

    def place(self, item: Task, items: tuple[Task, ...]) -> int:
        """Put a new task behind the last one that is due no later."""
        return next((row + 1 for row in reversed(range(len(items))) if items[row].days <= item.days), 0)

    def joined(self, old: Task, new: Task) -> Task:
        """A tick stays."""
        return replace(new, done=old.done)

    def beside(self, item: Task, neighbour: Task) -> Task:
        """The list lies in order of days: a task that is moved past another one takes its day."""
        return replace(item, days=neighbour.days)

    def ticked(self, item: Task) -> Task:
        """Done today, or not done."""
        return replace(item, done=None if self.frame.is_done(item) else self.today)

    def is_done(self, item: Task) -> bool:
        """Say whether the task is done."""
        return self.frame.is_done(item)


class PackingCraft(Craft[PackingItem]):
    """Something to bring, and how many."""

    title = N_("Packing list")
    prompt = N_("Add something to bring")
    hint = N_("For example: 3 roll-ups")
    empty = N_("Nothing to bring yet. Write the first thing below.")
    icon = "pack"
    ticks = True

    def line(self, item: PackingItem) -> Line:
        """A box, the thing, and how many."""
        ticks = self.frame.first_day is not None
        return Line(
            item.text,
            "",
            self.words.count(PIECES, item.count) if item.count > 1 else "",
            icon="box-done" if item.packed else "box" if ticks else "pack",
            icon_tone="success" if item.packed else "muted",
            done=item.packed,
        )

    def read(self, text: str) -> PackingItem | None:
        """Read "3 roll-ups"."""
        return read_item(text)

    def write(self, item: PackingItem) -> str:
        """Write "3 roll-ups"."""
        return write_item(item)

    def joined(self, old: PackingItem, new: PackingItem) -> PackingItem:
        """What is packed stays packed."""
        return replace(new, packed=old.packed)

    def ticked(self, item: PackingItem) -> PackingItem:
        """Packed, or taken out again."""
        return replace(item, packed=not item.packed)

    def is_done(self, item: PackingItem) -> bool:
        """Say whether the thing is packed."""
        return item.packed


class ShiftCraft(Craft[Shift]):
    """Who stands where when."""

    title = N_("Staffing")
    prompt = N_("Add who stands where when")
    hint = N_("For example: 7–8.30 Reception @Anna. On a second day: d2 9–12 Booth @Anna")
    unread = N_("Write the time first, as in: 7–8.30 Reception @Anna")
    empty = N_("Nobody has a post yet. Write below who stands where when.")
    icon = "clock"
    sorts = True

    def line(self, item: Shift) -> Line:
        """The officer, the post, and the time."""
        who = item.officer or self.words(N_("Nobody yet"))
        return Line(
            item.post or self.words(N_("On site")),
            who,
            self.frame.clock_words(item, self.words),
            icon="people",
            icon_tone="muted" if item.officer else "warning",
        )

    def read(self, text: str) -> Shift | None:
        """Read "7-8.30 Reception @Anna"."""
        return read_shift(text, self.frame.starts, self.frame.officers)

    def write(self, item: Shift) -> str:
        """Write "07:00–08:30 Reception @Anna Ek"."""
        return write_shift(item, self.frame.starts)

    def place(self, item: Shift, items: tuple[Shift, ...]) -> int:
        """Put a new shift behind the last one that begins no later."""
        return next((row + 1 for row in reversed(range(len(items))) if items[row].begins <= item.begins), 0)


class WordsCraft(Craft[str]):
    """Entries that are a text and no more: goals, questions, rooms and kit."""

    def line(self, item: str) -> Line:
        """The text."""
        return Line(item, icon=self.icon)

    def read(self, text: str) -> str | None:
        """Take the words as they are."""
        return " ".join(text.split()) or None

    def write(self, item: str) -> str:
        """The words."""
        return item


class GoalCraft(WordsCraft):
    """What we want to reach."""

    title = N_("Goals")
    prompt = N_("Add a goal")
    hint = N_("For example: talk to ten companies that have never bid")
    empty = N_("No goal yet. What would make this event a good one?")
    icon = "target"


class QuestionCraft(WordsCraft):
    """What we want to find out."""

    title = N_("Questions we want answered")
    prompt = N_("Add a question")
    hint = N_("For example: What keeps small companies from bidding?")
    empty = N_("No question yet. What do we want to hear from companies?")
    icon = "questions"


class ResourceCraft(WordsCraft):
    """Rooms and things that only one event can have at a time."""

    title = N_("Rooms and kit")
    prompt = N_("Add a room or a thing")
    hint = N_("What only one event can have at a time: the booth kit, a meeting room, the projector. Clashes are told.")
    empty = N_("No room and no kit is taken yet.")
    icon = "place"
