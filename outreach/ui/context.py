"""What every part of the window is given: the services, the worker, the language, the memory. Instead of globals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.domain.waiting import Waits
from outreach.errors import WorkspaceUnreachable
from outreach.settings import Settings
from outreach.ui.changes import ChangeBus
from outreach.ui.memory import Memory
from outreach.ui.tasks import Tasks
from outreach.ui.words import Words

if TYPE_CHECKING:
    from outreach.services.capturing import Captured
    from outreach.services.house import House


class Wishes(QObject):
    """What a page may wish of the shell: open a record, say something, start a capture, show a page."""

    open_record = Signal(object, object)
    """kind: Kind, id: UUID – go to the record's page and select it."""
    capture = Signal(object)
    """event id or None – open the capture window."""
    capture_with = Signal(object)
    """an `Entry` of ui/capture – open the capture window with that much filled in."""
    fair = Signal(object)
    """event id or None – open fair mode."""
    notify = Signal(str)
    """a finished sentence for the toast."""
    show_page = Signal(str)
    """the page's name: today, companies, people, events, tenders, handouts."""
    show_tagged = Signal(object, str)
    """kind: Kind, tag – show the kind's page with the records that carry the tag."""
    show_list = Signal(object, object)
    """kind: Kind, filters: ((name, value), …) – show the kind's page narrowed to these, and to nothing else."""
    flyer = Signal(object)
    """list of tender ids – go to Handouts with these chosen."""
    handout = Signal(object, object)
    """kind: HandoutKind, event id or None – go to Handouts with this kind for this event."""
    scan = Signal(object)
    """a list of paths, a `QImage`, bytes, a text, or None (ask) – open the preview of what was scanned."""
    cards = Signal()
    """show the cards to type in."""
    import_files = Signal(object)
    """list of paths (may be empty: ask) – open the import."""
    exchange = Signal()
    """open the exchange with other laptops, with the conflicts that wait."""
    doubles = Signal(object)
    """kind: Kind – open the window with the pairs that may be doubles."""
    invite = Signal(object)
    """event id – open the invite window of an event."""
    answers = Signal()
    """open the window with the answers that wait for an officer."""
    answer_files = Signal(object)
    """list of (name, bytes) – show what answers would do, to be taken in."""
    fetch_answers = Signal()
    """look into the mailbox for answers."""
    preferences = Signal(str)
    """the name of a page ("mail", "letters" …): open the preferences there."""
    plan = Signal(object, str)
    """event id, the name of a part (may be empty) – open the plan of an event."""
    debrief = Signal(object)
    """event id – ask the four questions about it."""
    from_template = Signal()
    """plan a new event from a template."""
    templates = Signal(object)
    """template id or None – open the templates."""
    template_of = Signal(object)
    """event id – make a template of it."""
    year = Signal()
    """show what the events of a year gave."""
    plain = Signal(object)
    """tender id or None – check its description, or any text, for plain language."""
    plain_words = Signal()
    """show the list of hard words."""
    disclosure = Signal(object)
    """disclosure id – show what must reach everyone."""
    publish = Signal(object)
    """disclosure id – ask where it was published, and mark it as told."""
    waits = Signal(object)
    """a `Waits` of domain/waiting – something waits for the server of a shared workspace."""
    doubles_counted = Signal(int)
    """how many pairs are worth a look, each time that is known anew."""


@dataclass(frozen=True)
class Context:
    """The shared parts of one window."""

    house: House
    tasks: Tasks
    changes: ChangeBus
    words: Words
    memory: Memory
    wishes: Wishes
    settings: Callable[[], Settings] = Settings
    """What holds on this computer at the moment: the mail server, among other things."""

    def write(
        self,
        work: Callable[[], Changes | Waits | Captured],
        origin: QObject | None = None,
        then: Callable[[Changes], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a service that writes, tell every page what changed (the shell offers *Undo*), then call `then`.

        What waits for a server that is away has changed nothing yet.
        """

        def done(outcome: Changes | Waits | Captured) -> None:
            if isinstance(outcome, Waits):
                self.wishes.waits.emit(outcome)
                changes = Changes()
            else:
                changes = outcome if isinstance(outcome, Changes) else outcome.changes
                self.changes.publish(changes, origin)
            if then is not None:
                then(changes)

        self.tasks.run(work, done, owner=origin, failed=failed)

    def read(self, work: Callable[[], Any], then: Callable[[Any], None], owner: QObject) -> None:
        """Run a service that reads, and hand the answer to `then` while `owner` lives.

        A server that is known to be away is no news for each page that looks: the line above them says it.
        """

        def failed(error: Exception) -> None:
            if not (isinstance(error, WorkspaceUnreachable) and self.house.database.line.gives_up):
                self.tasks.failed.emit(error)

        self.tasks.run(work, then, owner=owner, failed=failed)

    def keep_draft(
        self,
        key: str,
        values: dict[str, Any],
        instead_of: str = "",
        *,
        owner: QObject | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Keep what is half typed, in place of the earlier draft; an empty one is forgotten.

        It stands in line for the workspace; while something else is under way there, it is kept outside at once.
        """
        drafts = self.house.drafts
        self.keep_aside(key, values, instead_of)
        self.tasks.run(lambda: drafts.keep(key, values, instead_of=instead_of), owner=owner, failed=failed)

    def keep_aside(self, key: str, values: dict[str, Any], instead_of: str = "") -> None:
        """Keep a draft outside the workspace while that is busy: an import may take a minute, and a battery less."""
        drafts = self.house.drafts
        if not self.tasks.idle:
            self.tasks.beside(lambda: drafts.keep_aside(key, values, instead_of))

    def open(self, kind: Kind, record_id: UUID) -> None:
        """Go to a record."""
        self.wishes.open_record.emit(kind, record_id)
