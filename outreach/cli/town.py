"""Where each command lives: a street is loaded when its name is typed; all of them only when every command is listed.

`outreach find` and `outreach capture` are what scripts call a thousand times; loading the other streets took half of their time.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from outreach.cli.command import SpokenGroup

#: The commands, in the order of the house: the module in `outreach/cli`, and what declares them there – a command, or a function
#: that adds them to the program. What stands after a bar adds more words to a street and is loaded with it: a function that is
#: given the street, or a module that says so itself.
_STREETS = {
    "new tag": "workspace:add_workspace",
    "backup restore rehearse check salvage": "backups:add_backups",
    "demo tour": "demo:add_demo",
    "import": "imports:add_import",
    "export": "exports:add_export",
    "find show cpv": "finding:add_finding",
    "history actions undo redo": "history:add_history",
    "capture": "meetings:add_capture",
    "dialogue": "disclosures:add_dialogue",
    "scan": "scan:add_scan",
    "answer-draft today": "single_answers:add_answers",
    "invite": "invitations:add_invite",
    "radar": "no_bids:add_radar",
    "effect": "effect:add_effect",
    "extract asked erase dispose": "rights:add_rights",
    "release lost": "releases:add_releases",
    "processing-record": "purposes:add_processing_record",
    "company": "companies:company | next_contacts:add_to_company",
    "person": "people:person | next_contacts:add_to_person registered",
    "event": "events:event | event_plans:add_event_plans event_series:add_series",
    "template": "templates:template",
    "tender": "tenders:tender | tender_pipeline:add_tender_pipeline effect:add_pairs tender_matches no_bids",
    "watch": "watches:watch",
    "meeting": "meetings:meeting",
    "follow-up": "follow_ups:follow_up",
    "question": "questions:question",
    "guest": "guests:guest",
    "answer": "answers:answer",
    "letter": "letters:letter",
    "card": "cards:card",
    "view": "views:view",
    "double": "doubles:double",
    "handout": "handouts:handout",
    "unit": "unit:unit",
    "officer": "unit:officer",
    "mail": "mail:mail",
    "calendar": "calendar:calendar",
    "industry": "tender_matches:industry",
    "plain": "plain:plain",
    "rule": "rules:rule",
    "network": "network:network",
    "requirement": "requirements:requirement",
    "package": "packages:package",
    "neighbour": "neighbours:neighbour",
    "flyer-text": "neighbours:flyer_text",
    "coverage": "coverage:coverage",
    "bid": "bids:bid",
    "no-bid": "no_bids:no_bid",
    "disclosure": "disclosures:disclosure",
    "contract": "contracts:contract",
    "benchmark": "effect:benchmark",
    "mailing": "mailings:mailing",
    "key": "keys:key",
    "audit": "rights:audit",
    "retention": "rights:retention",
    "exchange": "exchange:exchange",
    "purpose": "purposes:purpose",
    "privacy-text": "purposes:privacy_text",
    "informing": "registered:informing",
    "server": "server:server",
}

#: The street of each word.
WORDS = {word: place for words, place in _STREETS.items() for word in words.split()}


class Town(SpokenGroup):
    """All commands under the program's name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all, without loading one."""
        return sorted(WORDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded now where it was not yet; None for a word that is no command."""
        if cmd_name not in self.commands and cmd_name in WORDS:
            self._load(WORDS[cmd_name])
        return self.commands.get(cmd_name)

    def load_all(self) -> None:
        """Load every street, for whoever walks through them."""
        for place in _STREETS.values():
            self._load(place)

    def _load(self, place: str) -> None:
        own, _, more = place.partition(" | ")
        found = _declared(own)
        if not isinstance(found, click.Command):
            found(self)
            return
        if found.name not in self.commands:
            self.add_command(found)
            for one in more.split():
                add = _declared(one)
                if add is not None:
                    add(found)


def _declared(place: str) -> Any:
    """Return what stands in a module under a name, None where the module alone was named; it is loaded in both cases."""
    module, _, name = place.partition(":")
    loaded = import_module(f"outreach.cli.{module}")
    return getattr(loaded, name) if name else None
