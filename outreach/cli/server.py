"""`outreach server`: roles, the login and its password, and what waits while the server is away."""

from __future__ import annotations

from uuid import UUID

from outreach.cli.command import command, group, option
from outreach.cli.door import Answer, Door
from outreach.domain.server_address import is_address
from outreach.errors import InvalidInput, NotFound, WorkspaceUnreachable
from outreach.language import N_

server = group("server", N_("A shared workspace: roles, your login and its password, and what waits while the server is away."))

NO_SERVER = N_("This workspace is a file on this computer, not on a server.")


@command(server, "script", N_("Print the SQL that the database administrator runs: an owner, and a login for each officer."))
@option("--owner", required=True, metavar="NAME", text=N_("Who owns the tables; nobody logs in as it."))
@option("--officer", "officers", multiple=True, metavar="NAME", text=N_("A login for an officer; may be said several times."))
def script(door: Door, owner: str, officers: tuple[str, ...]) -> Answer:
    """Print the script."""
    from outreach.services.server_roles import script

    del door
    sql = script(owner, officers)
    return Answer({"sql": sql}, sql.splitlines)


@command(server, "status", N_("Say as whom you are logged in, what is unsound on the server, and what waits for it."))
def status(door: Door) -> Answer:
    """Show the login and the warnings."""
    from outreach.services.server_roles import state
    from outreach.services.waiting import count_at
    from outreach.services.waiting_words import WAIT

    with door.house() as house:
        found = state(house.database)
    language, waiting = door.language, count_at(door.place) if found.shared else 0
    if not found.shared:
        lines = [language.say(NO_SERVER)]
    else:
        lines = [language.say(N_("Logged in as {name}."), name=found.login), *(language.say(one) for one in found.unsound)]
        lines += [] if found.unsound else [language.say(N_("Nothing is unsound."))]
        lines += [language.count(WAIT, waiting)] if waiting else []
    unsound = [language.say(one) for one in found.unsound]
    plain = {"shared": found.shared, "login": found.login, "unsound": unsound, "waiting": waiting}
    return Answer(plain, lambda: lines)


@command(server, "login", N_("Keep the password of your login in this computer's key ring, once the server has taken it."))
def login(door: Door) -> Answer:
    """Ask, try, keep."""
    from outreach.cli.passphrases import server_password
    from outreach.services.server_login import PASSWORD_FILE, keep_password
    from outreach.services.unlocking import named_secret

    _require_address(door)
    typed = named_secret(PASSWORD_FILE) or server_password(door)
    try:
        door.open_house(door.place, False, typed.copy()).close()
        keep_password(door.place, typed)
    finally:
        typed.wipe()
    return Answer({"kept": True}, lambda: [door.language.say(N_("The password is in the key ring."))])


@command(server, "logout", N_("Take the password of your login out of this computer's key ring."))
def logout(door: Door) -> Answer:
    """Forget it."""
    from outreach.services.server_login import forget_password

    _require_address(door)
    there = forget_password(door.place)
    text = N_("The password is out of the key ring.") if there else N_("The key ring had no password for this login.")
    return Answer({"forgotten": there}, lambda: [door.language.say(text)])


@command(server, "waiting", N_("List what was typed while the server was away; --drop gives one up, for good."))
@option("--drop", "dropped", multiple=True, metavar="ID", text=N_("Give this one up; may be said several times."))
def waiting(door: Door, dropped: tuple[str, ...]) -> Answer:
    """List, and drop."""
    from outreach.cli.waiting import line_of
    from outreach.services.waiting import box_at, count_at
    from outreach.services.waiting_words import NOTHING, SEALED, WAIT, plain_operation

    _require_address(door)
    language, box = door.language, box_at(door.place)
    if box is not None and not box.is_unlocked:
        try:
            # No key ring: the server has the key.
            with door.house() as house:
                box = house.waiting.to_look()
        except WorkspaceUnreachable:
            if dropped:
                raise
            left = count_at(door.place)
            locked = language.say(SEALED)
            return Answer({"waiting": [], "count": left}, lambda: [language.count(WAIT, left), locked])
    for one in dropped:
        if box is None or not box.remove(_id(one)):
            raise NotFound(one)
    found = list(box.waiting()) if box is not None else []
    plain = {"waiting": [plain_operation(one) for one in found], "count": len(found)}
    lines = [line_of(one, language) for one in found] or [language.say(NOTHING)]
    return Answer(plain, lambda: lines)


@command(server, "send", N_("Send what waits. Every command that writes does so, too, before its own work."))
def send(door: Door) -> Answer:
    """Send."""
    from outreach.services.waiting_words import NOTHING, say_sent

    _require_address(door)
    # What waits is sent by every house that is opened to write; here the outcome is the answer.
    with door.house(writing=True, sending=False) as house:
        house.waiting.prepare()
        sent, left = house.waiting.send(), house.waiting.count()
    lines = say_sent(sent, door.language) or [door.language.say(NOTHING)]
    return Answer({"sent": len(sent.done), "stuck": len(sent.stuck), "waiting": left}, lambda: lines, 1 if left else 0)


def _require_address(door: Door) -> None:
    if not is_address(door.place):
        raise InvalidInput(N_("Workspace"), NO_SERVER)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound(text) from error
