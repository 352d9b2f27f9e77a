"""`outreach server`: the SQL that sets up a shared workspace's roles, and how one is logged in to it."""

from __future__ import annotations

from outreach.cli.command import command, group, option
from outreach.cli.door import Answer, Door
from outreach.language import N_

server = group("server", N_("A shared workspace: its roles for the database administrator, and how you are logged in."))


@command(server, "script", N_("Print the SQL that the database administrator runs: an owner, and a login for each officer."))
@option("--owner", required=True, metavar="NAME", text=N_("Who owns the tables; nobody logs in as it."))
@option("--officer", "officers", multiple=True, metavar="NAME", text=N_("A login for an officer; may be said several times."))
def script(door: Door, owner: str, officers: tuple[str, ...]) -> Answer:
    """Print the script."""
    from outreach.services.server_roles import script

    del door
    sql = script(owner, officers)
    return Answer({"sql": sql}, sql.splitlines)


@command(server, "status", N_("Say as whom you are logged in, and what is unsound on the server."))
def status(door: Door) -> Answer:
    """Show the login and the warnings."""
    from outreach.services.server_roles import state

    with door.house() as house:
        shared, login, unsound = state(house.database)
    language = door.language
    if not shared:
        lines = [language.say(N_("This workspace is a file on this computer, not on a server."))]
    else:
        lines = [language.say(N_("Logged in as {name}."), name=login), *(language.say(one) for one in unsound)]
        lines += [] if unsound else [language.say(N_("Nothing is unsound."))]
    return Answer({"shared": shared, "login": login, "unsound": [language.say(one) for one in unsound]}, lambda: lines)
