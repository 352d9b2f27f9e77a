"""Roles of a shared workspace: the SQL for the municipality's database administrator, and what is unsound on a server.

Officers have a login each, or the audit log is fiction; they own nothing, and of the audit log they may add and read lines only
(reliability.md R33, R35 and 4.4). Old lines of the audit log are disposed of, and versions brought up, by the owner.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from outreach.errors import WorkspaceBehind
from outreach.language import N_

#: What a server must keep to so that an answered commit is on its disk: the setting and its sound value.
_SOUND = (("fsync", "on"), ("full_page_writes", "on"), ("data_sync_retry", "off"), ("data_checksums", "on"))

_WORDS = {
    "superuser": N_("You are logged in as a superuser or past row security: ask for a login of an officer."),
    "owner": N_("You are logged in with the rights of the owner of the tables: ask for a login of an officer."),
    "audit": N_("This login may change the audit log: let the administrator run the script of 'server script'."),
    "fsync": N_("The server has fsync off: a power cut may destroy the workspace."),
    "full_page_writes": N_("The server has full_page_writes off: a power cut may destroy the workspace."),
    "data_sync_retry": N_("The server has data_sync_retry on: a failing disk may lose work without a word."),
    "data_checksums": N_("The server keeps no checksums: a failing disk is noticed late."),
    "tls": N_("The line to the server is not encrypted."),
}


def script(owner: str, officers: Sequence[str]) -> str:
    """Return the SQL that sets up the roles; it may be run again after each new version. Passwords are set by the administrator."""
    own, group = _quoted(owner), _quoted(f"{owner}_officers")
    plain = "NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"
    lines = ["-- Run by the database administrator, in the database of the workspace, after its tables were made by the owner:"]
    lines += ["-- open it once with ?options=-c%20role%3DOWNER in the address. Then give each officer a password: \\password NAME"]
    lines += [_made(owner, f"NOLOGIN {plain}"), _made(f"{owner}_officers", f"NOLOGIN {plain}")]
    lines += [
        "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {own};",
        f"GRANT USAGE ON SCHEMA public TO {group};",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {group};",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {group};",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM {group};",
        f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON alembic_version FROM {group};",
    ]
    for officer in officers:
        lines += [_made(officer, f"LOGIN {plain}"), f"GRANT {group} TO {_quoted(officer)};"]
    return "\n".join(lines) + "\n"


def shut_out(login: str) -> str:
    """Return the SQL that takes a login its right to log in and ends what it has open. It may be run again."""
    lines = [
        f"ALTER ROLE {_quoted(login)} NOLOGIN;",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = {_literal(login)};",  # noqa: S608 - quoted
    ]
    return "\n".join(lines) + "\n"


def unsound(connection: Connection) -> list[str]:
    """Return sentences (catalogue texts) about what is not as it should be with the login and the server."""
    found: list[str] = []
    role = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    may_all = bool(connection.execute(text(role)).scalar())
    if may_all:
        found.append("superuser")
    else:
        owns = "SELECT bool_or(pg_has_role(relowner, 'MEMBER')) FROM pg_class WHERE oid = to_regclass('audit')"
        changes = "SELECT has_table_privilege('audit', 'UPDATE, DELETE, TRUNCATE')"
        found += ["owner"] if connection.execute(text(owns)).scalar() else []
        found += ["audit"] if connection.execute(text(changes)).scalar() else []
    for name, sound in _SOUND:
        if connection.execute(text("SELECT current_setting(:name, true)"), {"name": name}).scalar() != sound:
            found.append(name)
    remote = "SELECT inet_client_addr() IS NOT NULL AND NOT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
    found += ["tls"] if connection.execute(text(remote)).scalar() else []
    return [_WORDS[one] for one in found]


def require_owner(engine: Engine, place: Path | str) -> None:
    """Raise WorkspaceBehind when the login may not bring the tables up to date: it neither owns them nor may do all."""
    with engine.connect() as connection, connection.begin():
        if not inspect(connection).has_table("alembic_version"):
            # Nothing is there yet: whoever may make tables makes them, and else the server says so.
            may = "SELECT has_schema_privilege(current_schema(), 'CREATE')"
        else:
            may = "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = to_regclass('alembic_version')"
        if not connection.execute(text(may)).scalar():
            raise WorkspaceBehind(place)


def logged_in_as(connection: Connection) -> str:
    """Return the name of the login."""
    return str(connection.execute(text("SELECT session_user")).scalar())


def _made(name: str, rights: str) -> str:
    word = _literal(name)
    make = f"IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {word}) THEN CREATE ROLE {_quoted(name)}; END IF;"
    return f"DO $outreach$ BEGIN {make} END $outreach$;\nALTER ROLE {_quoted(name)} {rights};"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
