"""Every command answers in both languages and with one JSON object, and nothing else on standard output."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

import click
import pytest

from outreach.cli.main import command_line
from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.bid import NoBidReason
from outreach.domain.company import Company
from outreach.domain.contact import Address, Email
from outreach.domain.contract import Check, Contract, Option, Outcome, Promise
from outreach.domain.equal_treatment import Disclosure
from outreach.domain.event import Event, EventKind
from outreach.domain.exchange_code import written as written_code
from outreach.domain.follow_up import FollowUp
from outreach.domain.inquiry import Colleague, Inquiry
from outreach.domain.invitation import Delivery, Invitation, Method, Purpose, Way
from outreach.domain.listing import Listing
from outreach.domain.neighbour import FlyerText, NeighbourTender
from outreach.domain.network_package import Item, Package, Sort
from outreach.domain.notice import Watch
from outreach.domain.person import Card
from outreach.domain.plan import EventTemplate, Hope
from outreach.domain.processing import PrivacyText, RetentionRule
from outreach.domain.processing import Purpose as WhyKept
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.saved_view import SavedView
from outreach.domain.secret import Secret
from outreach.domain.tender import LotResult, Stage, Tender, Winner
from outreach.domain.when import all_day, zoned
from outreach.formats.package_file import write_package
from outreach.paths import default_workspace
from outreach.services.bid_sheet import BidDraft
from outreach.services.house import House
from outreach.services.inbox_cards import NewCard
from outreach.settings import Settings, save_settings
from outreach.storage.database import Signature, create_workspace, open_workspace
from outreach.storage.taking_in import conflict_id
from tests.cli.conftest import CHEAP, NOW, Outreach
from tests.network.calendar_server import PASSWORD as CALENDAR_PASSWORD
from tests.network.calendar_server import Radicale
from tests.network.mail_server import Letterbox, MailServerOnLoopback
from tests.network.ted_server import TedStandIn, ted_stand_in
from tests.ready import fresh_workspace
from tests.searching import searched

PASSPHRASE = "korrekt häst batteri"
EXCHANGE_CODE = written_code(bytes(range(32)))
PARTED = UUID("0000beef-0000-4000-8000-000000000002")
CONFLICT = str(conflict_id(PARTED, "notes"))
STREET = Address("Kvarngatan 2", "781 70", "Borlänge")

#: Each command with words that work after `_furnish`. `{dir}` is a folder; names that only one record has stand for ids.
COMMANDS: dict[str, tuple[str, ...]] = {
    "new": ("new", "{dir}/other.outreach"),
    "import": ("import", "{dir}/card.vcf", "--preview"),
    "export": ("export", "people", "--to", "{dir}/people.csv", "--find", "anna", "--filter", "met=ever"),
    "server script": ("server", "script", "--owner", "outreach", "--officer", "anna"),
    "server status": ("server", "status"),
    "key status": ("key", "status"),
    "key protect": ("key", "protect"),
    "key change": ("--workspace", "{dir}/locked.outreach", "key", "change"),
    "key recovery": ("--workspace", "{dir}/locked.outreach", "key", "recovery", "--to", "{dir}/code.pdf"),
    "key ring": ("--workspace", "{dir}/locked.outreach", "key", "ring", "off"),
    "key rekey": ("--workspace", "{dir}/locked.outreach", "key", "rekey"),
    "key wipe-backups": ("--workspace", "{dir}/locked.outreach", "key", "wipe-backups"),
    "key accept-plain": ("key", "accept-plain", "--reason", "Disken är krypterad"),
    "key off": ("--workspace", "{dir}/locked.outreach", "key", "off", "--reason", "Disken är krypterad"),
    "find": ("find", "anna"),
    "show": ("show", "anna berg"),
    "history": ("history", "anna berg"),
    "actions": ("actions",),
    "undo": ("undo",),
    "redo": ("redo",),
    "calendar print": ("calendar", "print", "--view", "agenda", "--to", "{dir}/agenda.pdf"),
    "capture": ("capture", "Bo Ek, Eks El AB: vill ha laddstolpar #el !imorgon"),
    "cpv": ("cpv", "snöröjning"),
    "check": ("check",),
    "exchange run": ("exchange", "{dir}/stick"),
    "exchange run --preview": ("exchange", "--preview", "{dir}/stick"),
    "exchange code": ("exchange", "code"),
    "exchange pair": ("exchange", "pair", EXCHANGE_CODE, "--instead"),
    "exchange status": ("exchange", "status"),
    "exchange conflicts": ("exchange", "conflicts"),
    "exchange settle": ("exchange", "settle", CONFLICT, "--take", "theirs"),
    "backup": ("backup", "{dir}/backups"),
    "restore": ("restore", "{dir}/one.outreach-backup", "--to", "{dir}/restored.outreach"),
    "salvage": ("salvage", "{dir}/damaged.outreach"),
    "rehearse": ("rehearse", "{dir}/one.outreach-backup"),
    "extract": ("extract", "anna berg", "--to", "{dir}/utdrag.pdf", "--both"),
    "asked": ("asked", "anna berg"),
    "erase": ("erase", "anna berg", "--preview"),
    "dispose": ("dispose", "--rule", "två år", "--preview"),
    "release": ("release", "anna berg", "--to", "{dir}/ut.pdf", "--mask", "phones=OSL 21:3", "--weighed"),
    "lost": ("lost", "Laptop 2", "--to", "{dir}/imy.pdf"),
    "informing drafts": ("informing", "drafts", "anna berg", "--to", "{dir}/art14"),
    "informing due": ("informing", "due"),
    "informing told": ("informing", "told", "anna berg"),
    "person consent": ("person", "consent", "anna berg", "--how", "form"),
    "person consent-proof": ("person", "consent-proof", "anna berg", "--to", "{dir}/consent.json"),
    "person object": ("person", "object", "anna berg"),
    "person protect": ("person", "protect", "anna berg"),
    "person protected": ("person", "protected", "--reason", "a call from herself"),
    "person restrict": ("person", "restrict", "anna berg"),
    "person withdraw": ("person", "withdraw", "anna berg"),
    "privacy-text add": (
        "privacy-text", "add", "--in", "sv", "--version", "2", "--short", "{dir}/plan.txt", "--full", "{dir}/plan.txt",
    ),
    "privacy-text delete": ("privacy-text", "delete", "9", "--in", "sv"),
    "privacy-text list": ("privacy-text", "list"),
    "privacy-text show": ("privacy-text", "show"),
    "processing-record": ("processing-record", "--to", "{dir}/art30.pdf"),
    "purpose add": ("purpose", "add", "course", "--name", "Kurs", "--law", "LOU 4:1"),
    "purpose change": ("purpose", "change", "dialogue", "--name", "Dialog"),
    "purpose delete": ("purpose", "delete", "gala"),
    "purpose list": ("purpose", "list"),
    "audit list": ("audit", "list"),
    "audit check": ("audit", "check"),
    "audit dispose": ("audit", "dispose", "--decision", "KS 1"),
    "retention add": ("retention", "add", "Tre år", "--months", "36", "--decision", "KS 1 § 2"),
    "retention list": ("retention", "list"),
    "retention delete": ("retention", "delete", "två år"),
    "tag": ("tag", "company", "bergs bygg", "--add", "ramavtal", "--remove", "bygg"),
    "tour": ("tour", "{dir}/tour"),
    "company add": (
        "company",
        "add",
        "Ny AB",
        "--org-number",
        "212000-0142",
        "--municipality",
        "Falun",
        "--size",
        "micro",
    ),
    "company change": (
        "company",
        "change",
        "bergs bygg",
        "--cpv",
        "90620000",
        "--city",
        "Säter",
        "--phone",
        "070-1740605",
    ),
    "company list": ("company", "list", "--find", "bergs", "--sort", "name", "--limit", "1"),
    "company contact": ("company", "contact", "bergs bygg", "--on", "2027-01-15", "--every", "6"),
    "company due": ("company", "due", "--by", "2027-12-31"),
    "company decline": ("company", "decline", "bergs bygg", "e-mail", "post"),
    "person decline": ("person", "decline", "anna berg", "telephone"),
    "mailing drafts": (
        "mailing", "drafts", "--company", "kvarnby städ", "--subject", "Hej", "--text", "{dir}/letter.txt", "--to", "{dir}/mailing",
    ),
    "mailing letters": (
        "mailing", "letters", "--company", "kvarnby städ", "--subject", "Hej", "--text", "{dir}/letter.txt", "--to", "{dir}/l.pdf",
    ),
    "mailing labels": ("mailing", "labels", "--company", "kvarnby städ", "--to", "{dir}/labels.pdf", "--first", "2"),
    "answer-draft": (
        "answer-draft", "svara om fönster", "--to", "{dir}/answer.eml", "--text", "Ja.", "--tender", "snöröjning", "--done",
    ),
    "today": ("today",),
    "company delete": ("company", "delete", "bergs bygg"),
    "person add": (
        "person",
        "add",
        "Eva Dahl",
        "--company",
        "bergs bygg",
        "--title",
        "VD",
        "--email",
        "eva@dahl.example",
    ),
    "person change": ("person", "change", "anna berg", "--name", "Anna Berg Dahl", "--tag", "nyhetsbrev"),
    "person list": ("person", "list", "--filter", "company=bergs bygg"),
    "person delete": ("person", "delete", "anna berg"),
    "event add": ("event", "add", "Frukost", "--start", "2026-12-03T07:30", "--end", "09:00", "--kind", "breakfast"),
    "event change": ("event", "change", "mässan", "--place", "Borlänge", "--tender", "snöröjning"),
    "event cancel": ("event", "cancel", "mässan"),
    "event repeat": ("event", "repeat", "mässan", "week", "--every", "2", "--times", "2", "--skip", "2026-12-07"),
    "event dates": ("event", "dates", "rådgivning", "--limit", "3"),
    "event drop": ("event", "drop", "rådgivning", "2026-12-08"),
    "event move": ("event", "move", "rådgivning", "2026-12-09T13:00", "--date", "2026-12-08", "--scope", "this"),
    "event clashes": ("event", "clashes", "rådgivning"),
    "event days": ("event", "days", "--year", "2027"),
    "event list": ("event", "list", "--filter", "from=2026-01-01", "--filter", "kind=fair"),
    "event delete": ("event", "delete", "mässan"),
    "event copy": ("event", "copy", "mässan", "--on", "2027-03-09", "--title", "Vårmässan"),
    "event plan": ("event", "plan", "mässan", "--capacity", "40", "--shift", "07:10-08:00 Dörren (Anna Ek)"),
    "event task list": ("event", "task", "list", "mässan"),
    "event task add": ("event", "task", "add", "mässan", "Ring tryckeriet", "--days", "-5", "--officer", "Anna Ek"),
    "event task done": ("event", "task", "done", "mässan", "flyers"),
    "event task remove": ("event", "task", "remove", "mässan", "flyers"),
    "event pack": ("event", "pack", "mässan", "roll-up", "--add", "Godis"),
    "event hope list": ("event", "hope", "list", "mässan", "--suggest"),
    "event hope add": ("event", "hope", "add", "mässan", "bergs bygg", "--why", "Snöröjning"),
    "event hope remove": ("event", "hope", "remove", "mässan", "--person", "anna berg"),
    "event debrief": ("event", "debrief", "mässan", "--good", "Många nya", "--hours", "6.5", "--cost", "4000"),
    "event yield": ("event", "yield", "mässan"),
    "template list": ("template", "list"),
    "template show": ("template", "show", "breakfast"),
    "template save": ("template", "save", "Vår mässa", "--from", "mässan"),
    "template delete": ("template", "delete", "egen kurs"),
    "tender add": ("tender", "add", "Städ", "--value", "400000", "--bids", "2027-01-15T23:59", "--cpv", "90910000"),
    "tender change": ("tender", "change", "snöröjning", "--stage", "advertised", "--publication", "2026-12-01"),
    "effect": ("effect", "--buyer", "Falu kommun", "--year", "2025", "--programme", "bygg", "--to", "{dir}/effekt.xlsx"),
    "tender likely": ("tender", "likely"),
    "tender link": ("tender", "link", "snöröjning", "fönsterputsning"),
    "benchmark add": ("benchmark", "add", "nui", "2025", "63", "--n", "12", "--source", "SKR"),
    "benchmark list": ("benchmark", "list", "--year", "2025"),
    "benchmark import": ("benchmark", "import", "{dir}/antal_anbud_dalarna.csv", "--area", "Dalarna"),
    "benchmark remove": ("benchmark", "remove", "0000beef"),
    "plain check": ("plain", "{dir}/plan.txt"),
    "plain words list": ("plain", "words", "list"),
    "plain words add": ("plain", "words", "add", "härvid", "då"),
    "plain words drop": ("plain", "words", "drop", "avtalsspärr"),
    "plain words restore": ("plain", "words", "restore", "avrop"),
    "tender match": ("tender", "match", "Snöröjning"),
    "tender notify": ("tender", "notify", "Snöröjning", "Bergs Bygg", "--way", "brev"),
    "tender notified": ("tender", "notified", "Snöröjning"),
    "coverage table": ("coverage", "--by", "tag", "--cumulative", "--since", "2026-01-01", "--to", "{dir}/coverage.pdf"),
    "coverage companies": ("coverage", "companies", "all", "never", "--municipality", "all", "--save", "Aldrig träffade företag"),
    "coverage before": ("coverage", "before", "mässan"),
    "bid list": ("bid", "list", "Snöröjning"),
    "bid add": ("bid", "add", "Snöröjning", "Dala Plog AB", "--sum", "1250000", "--won"),
    "bid remove": ("bid", "remove", "Snöröjning", "Okänt Bolag"),
    "bid win": ("bid", "win", "Snöröjning", "Okänt Bolag"),
    "bid count": ("bid", "count", "Snöröjning", "4"),
    "bid import": ("bid", "import", "{dir}/bids.csv", "--tender", "Snöröjning"),
    "bid link": ("bid", "link", "Snöröjning", "Okänt Bolag", "Bergs Bygg"),
    "bid company": ("bid", "company", "Snöröjning", "Okänt Bolag"),
    "bid winners": ("bid", "winners"),
    "bid fill": ("bid", "fill"),
    "no-bid list": ("no-bid", "list", "Snöröjning"),
    "no-bid set": ("no-bid", "set", "Snöröjning", "Bergs Bygg", "requirement", "--note", "krav: ISO 9001"),
    "no-bid clear": ("no-bid", "clear", "Snöröjning", "Eks El"),
    "no-bid reasons": ("no-bid", "reasons", "--year", "2026"),
    "no-bid lessons": ("no-bid", "lessons", "Snöröjning"),
    "radar": ("radar", "--years", "3"),
    "tender plan-dialogue": ("tender", "plan-dialogue", "Snöröjning", "--on", "2026-12-10"),
    "tender note": ("tender", "note", "Snöröjning", "Delas inte: ett område"),
    "industry list": ("industry", "list"),
    "industry set": ("industry", "set", "43.2", "453"),
    "industry restore": ("industry", "restore", "43.2"),
    "tender list": ("tender", "list", "--filter", "stage=planned"),
    "tender deadlines": ("tender", "deadlines", "snöröjning"),
    "tender expiring": ("tender", "expiring", "--months", "24"),
    "tender renew": ("tender", "renew", "fönsterputsning"),
    "tender dismiss": ("tender", "dismiss", "fönsterputsning"),
    "rule list": ("rule", "list", "--on", "2026-12-01"),
    "rule set": ("rule", "set", "threshold_supplies", "--amount", "2500000", "--currency", "SEK"),
    "rule restore": ("rule", "restore", "answers_before"),
    "tender notices": ("tender", "notices", "snöröjning"),
    "tender delete": ("tender", "delete", "snöröjning"),
    "contract add": ("contract", "add", "Växel", "Ring AB", "--to", "2028-05-31", "--option", "12:2027-12-01", "--value", "40000"),
    "contract change": ("contract", "change", "städning", "--reference", "UPH 12", "--supplier", "Bergs Bygg AB"),
    "contract list": ("contract", "list", "--filter", "state=running", "--filter", "ends=24"),
    "contract show": ("contract", "show", "städning"),
    "contract from-result": ("contract", "from-result", "fönsterputsning"),
    "contract promise": ("contract", "promise", "städning", "Rapport varje kvartal", "--every", "3"),
    "contract plan": ("contract", "plan", "städning", "--every", "2"),
    "contract check": ("contract", "check", "städning", "deviation", "--seen", "Damm", "--next", "Möte", "--by", "2026-12-10"),
    "contract letter": ("contract", "letter", "hyra av cyklar", "--to", "{dir}/brev.pdf"),
    "contract due": ("contract", "due", "--days", "60"),
    "contract kept": ("contract", "kept"),
    "contract extend": ("contract", "extend", "städning"),
    "contract close": ("contract", "close", "städning"),
    "contract delete": ("contract", "delete", "städning"),
    "meeting list": ("meeting", "list", "--find", "snöröjning"),
    "meeting correct": ("meeting", "correct", "snöröjning", "Anna Bergh, Bergs Bygg AB: frågade om snöröjning !fre"),
    "meeting inform": ("meeting", "inform", "snöröjning", "new", "--text", "Start i maj", "--tender", "Snöröjning"),
    "disclosure list": ("disclosure", "list", "--all"),
    "disclosure show": ("disclosure", "show", "parkeringen"),
    "disclosure reword": ("disclosure", "reword", "parkeringen", "Parkeringen byggs om i maj"),
    "disclosure drafts": ("disclosure", "drafts", "en vecka", "--to", "{dir}/alla"),
    "disclosure publish": ("disclosure", "publish", "parkeringen", "--where", "alvbro.example", "--text", "Den byggs om"),
    "disclosure add": ("disclosure", "add", "parkeringen", "Klart i juni"),
    "dialogue": ("dialogue", "Snöröjning", "--to", "{dir}/dialogue.pdf", "--redacted"),
    "meeting delete": ("meeting", "delete", "snöröjning"),
    "follow-up list": ("follow-up", "list"),
    "follow-up add": ("follow-up", "add", "Ring", "--due", "2026-12-01", "--person", "anna berg"),
    "follow-up done": ("follow-up", "done", "frågade"),
    "follow-up move": ("follow-up", "move", "frågade", "--to", "2026-12-24"),
    "follow-up delete": ("follow-up", "delete", "frågade"),
    "question ask": ("question", "ask", "När kommer snöröjningen? #snö", "--event", "mässan"),
    "question list": ("question", "list", "--event", "mässan", "--tag", "betalning"),
    "question like": ("question", "like", "fakturor"),
    "question change": ("question", "change", "betalar ni", "--text", "Hur lång är betaltiden?", "--tag", "ekonomi"),
    "question answer": ("question", "answer", "betalar ni", "Inom 30 dagar.", "--public"),
    "question top": ("question", "top", "--year", "2026"),
    "question tell": ("question", "tell", "snöröjning", "--to", "{dir}/svar"),
    "network ask": ("network", "ask", "Hur gör ni med jour?", "--text", "Vi undrar.", "--to", "{dir}/fraga.eml"),
    "network answer": ("network", "answer", "betaltid", "--from", "Ludvika", "--text", "Inom 30 dagar."),
    "network take": ("network", "take", "betaltid", "1"),
    "network list": ("network", "list", "--open"),
    "network reopen": ("network", "reopen", "betaltid"),
    "network close": ("network", "close", "betaltid"),
    "network delete": ("network", "delete", "betaltid"),
    "network colleague add": ("network", "colleague", "add", "Eva Lind <eva@mora.se>"),
    "network colleague list": ("network", "colleague", "list"),
    "network colleague remove": ("network", "colleague", "remove", "bo@ludvika.se"),
    "question merge": ("question", "merge", "betalar ni", "fakturan"),
    "question delete": ("question", "delete", "fakturan"),
    "guest list": ("guest", "list", "mässan"),
    "guest add": ("guest", "add", "mässan", "anna berg", "Ida Sten"),
    "guest mark": ("guest", "mark", "mässan", "bo ek", "came"),
    "guest walk-in": (
        "guest",
        "walk-in",
        "mässan",
        "Kim Wall",
        "--company",
        "Walls Rör",
        "--contact",
        "kim@wall.example",
    ),
    "guest remove": ("guest", "remove", "mässan", "bo ek"),
    "guest answer": ("guest", "answer", "mässan", "bo ek", "accepted", "--note", "kommer sent"),
    "guest promote": ("guest", "promote", "mässan", "bo ek"),
    "guest uninvite": ("guest", "uninvite", "mässan", "bo ek"),
    "guest reach": ("guest", "reach", "mässan", "bo ek", "--email", "bo@ny.example", "--in", "en"),
    "guest letters": ("guest", "letters", "mässan", "bo ek"),
    "invite": ("invite", "mässan", "--to", "{dir}/out"),
    "answer read": ("answer", "{dir}/answer.ics"),
    "answer list": ("answer", "list", "--all", "--event", "mässan"),
    "answer decide": ("answer", "decide", "ny@gast.example", "add"),
    "letter list": ("letter", "list"),
    "letter show": ("letter", "show", "invite", "--in", "sv"),
    "letter set": ("letter", "set", "remind", "--subject", "Kommer du?", "--event", "mässan"),
    "scan": ("scan", "{dir}/card.vcf", "--register"),
    "card list": ("card", "list", "--filter", "state=open"),
    "card show": ("card", "show", "ida holm"),
    "card delete": ("card", "delete", "ida holm"),
    "card mine": ("card", "mine", "--to", "{dir}/mine.png"),
    "double list": ("double", "list", "--kind", "person", "--band", "sure"),
    "double merge": ("double", "merge", "bergs bygg", "berg bygg i falun", "--kind", "company", "--choose", "name=other"),
    "double apart": ("double", "apart", "--kind", "company", "bergs bygg", "berg bygg i falun"),
    "double merge-sure": ("double", "merge-sure", "--kind", "company", "--yes"),
    "view list": ("view", "list", "--of", "companies"),
    "view save": ("view", "save", "Bygg", "--of", "companies", "--filter", "tag=bygg", "--column", "name", "--replace"),
    "view show": ("view", "show", "byggfirmor", "--limit", "1"),
    "view rename": ("view", "rename", "byggfirmor", "Alla byggfirmor"),
    "view delete": ("view", "delete", "byggfirmor"),
    "view put": ("view", "put", "ring upp", "bergs bygg"),
    "view take-out": ("view", "take-out", "ring upp", "bergs bygg"),
    "view export": ("view", "export", "byggfirmor", "--to", "{dir}/bygg.xlsx"),
    "view addresses": ("view", "addresses", "byggfirmor"),
    "view print": ("view", "print", "byggfirmor", "--to", "{dir}/bygg.pdf", "--in", "sv"),
    "handout meeting-sheet": ("handout", "meeting-sheet", "--to", "{dir}/sheet.pdf", "--event", "mässan"),
    "handout sign-in": ("handout", "sign-in", "--to", "{dir}/list.pdf", "--event", "mässan", "--in", "sv"),
    "handout poster": ("handout", "poster", "--to", "{dir}/poster.pdf"),
    "handout leaflet": ("handout", "leaflet", "--to", "{dir}/leaflet.pdf"),
    "handout booth-sign": ("handout", "booth-sign", "--to", "{dir}/booth-sign.pdf"),
    "handout table-tent": ("handout", "table-tent", "--to", "{dir}/table-tent.pdf"),
    "handout badges": ("handout", "badges", "--to", "{dir}/badges.pdf", "--event", "mässan"),
    "handout contact-cards": ("handout", "contact-cards", "--to", "{dir}/contact-cards.pdf"),
    "handout top-questions": ("handout", "top-questions", "--year", "2026", "--to", "{dir}/top-questions.pdf"),
    "handout question-sheet": ("handout", "question-sheet", "--to", "{dir}/question-sheet.pdf"),
    "handout tender-calendar": ("handout", "tender-calendar", "--to", "{dir}/tender-calendar.pdf"),
    "handout door-sign": ("handout", "door-sign", "--to", "{dir}/door-sign.pdf", "--until", "15"),
    "handout batch": ("handout", "batch", "flyer", "--to", "{dir}/batch", "--event", "mässan"),
    "handout printed": ("handout", "printed", "--event", "mässan"),
    "handout flyer": ("handout", "flyer", "--to", "{dir}/flyer.pdf", "--paper", "A5", "--in", "sv"),
    "unit show": ("unit", "show"),
    "unit set": ("unit", "set", "--municipality", "Älvbro kommun", "--website", "https://www.alvbro.example"),
    "officer add": ("officer", "add", "Maria Lind", "--email", "maria@alvbro.example"),
    "officer list": ("officer", "list"),
    "mail show": ("mail", "show"),
    "mail set": ("mail", "set", "--name", "Älvbro kommun", "--answers-server", "imap.alvbro.example", "--answers-user", "unit"),
    "mail test": ("mail", "test"),
    "mail password": ("mail", "password", "--for", "calendar"),
    "mail waiting": ("mail", "waiting"),
    "mail send": ("mail", "send"),
    "mail unclear": ("mail", "unclear"),
    "mail settle": ("mail", "settle", "oklar@gast.example", "--arrived"),
    "mail drop": ("mail", "drop", "nekad@gast.example"),
    "mail again": ("mail", "again", "nekad@gast.example"),
    "watch add": ("watch", "add", "Snö i länet", "--cpv", "9062", "--place", "SE312", "--words", "snö"),
    "watch list": ("watch", "list"),
    "watch look": ("watch", "look", "snö", "--all"),
    "watch delete": ("watch", "delete", "snö"),
    "watch fetch": ("watch", "fetch", "snö", "--days", "30"),
    "calendar set": ("calendar", "set", "--file", "{dir}/kalender.ics", "--in", "sv"),
    "calendar publish": ("calendar", "publish", "--to", "{dir}/kalender.ics"),
    "calendar push": ("calendar", "push"),
    "requirement add": ("requirement", "add", "--tender", "snöröjning", "--must", "Ute inom 4 timmar | Skolbussen | Går att hålla"),
    "requirement change": ("requirement", "change", "skolstäd", "--bids", "0", "--appealed", "no"),
    "neighbour add": ("neighbour", "add", "Måleri", "--buyer", "Sjöviks kommun", "--cpv", "45442110", "--expected", "2027-01-13"),
    "neighbour change": ("neighbour", "change", "asfalt", "--expected", "2027-02-01"),
    "neighbour list": ("neighbour", "list"),
    "neighbour delete": ("neighbour", "delete", "asfalt"),
    "flyer-text add": ("flyer-text", "add", "Städ", "Vi söker dig som städar.", "--cpv", "90910000"),
    "flyer-text change": ("flyer-text", "change", "plogning", "Kom och ploga hela byn."),
    "flyer-text list": ("flyer-text", "list"),
    "flyer-text use": ("flyer-text", "use", "plogning", "snöröjning"),
    "flyer-text delete": ("flyer-text", "delete", "plogning"),
    "requirement list": ("requirement", "list", "--find", "städ"),
    "requirement show": ("requirement", "show", "skolstäd"),
    "requirement compare": ("requirement", "compare", "skolstäd", "lokalvård", "--to", "{dir}/two.pdf"),
    "requirement print": ("requirement", "print", "skolstäd", "--to", "{dir}/card.pdf"),
    "requirement delete": ("requirement", "delete", "lokalvård"),
    "package export": ("package", "export", "{dir}/package.zip", "--only", "requirements,tenders"),
    "package import": ("package", "import", "{dir}/neighbour.zip"),
    "calendar decide": ("calendar", "decide", "borta@outreach", "--theirs"),
}

ANSWER = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:fair@outreach\r\nDTSTAMP:20261120T120000Z\r\nSEQUENCE:0\r\n"
    "DTSTART;VALUE=DATE:20261123\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
STATISTICS = "År;Delsektor för köpare;Antal anbud, Summa\n2025;Kommun;3\n2025;Region;1\n"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Örjan Åkesson\r\nN:Åkesson;Örjan;;;\r\nEND:VCARD\r\n"


@pytest.fixture(scope="session")
def calendar_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with Radicale(tmp_path_factory.mktemp("radicale")) as running:
        yield running


@pytest.fixture(scope="session")
def mail_server() -> Iterator[MailServerOnLoopback]:
    with MailServerOnLoopback(Letterbox()) as running:
        yield running


@pytest.fixture(scope="session")
def ted_server() -> Iterator[TedStandIn]:
    with ted_stand_in() as running:
        running.notices = {"1-2026": (Path(__file__).parents[1] / "samples" / "eforms" / "consultation.xml").read_bytes()}
        yield running


def _ask_and_tell(house: House, folder: Path) -> None:
    """Ask colleagues something, with an answer that came; notify a company of a tender about which something is answered."""
    house.inquiries.set_colleagues([Colleague("bo@ludvika.se")])
    asked = house.inquiries.ask(Inquiry(title="Hur lång är er betaltid?"), folder / "fraga.eml").inquiry
    house.inquiries.answer(asked.id, "20 dagar.", municipality="Mora")
    (snow,) = house.tenders.ids(Listing(Kind.TENDER, text="snöröjning"))
    told = Company(name="Isbrytarna AB", emails=(Email("info@is.example"),))
    house.companies.save(told)
    house.matches.notify(snow, [told.id])
    house.questions.save(Question(text="Börjar det i oktober?", answer="Ja.", tenders=(snow,), public=True))
    with house.database.work("Talked") as work:
        work.save(Kind.DISCLOSURE, Disclosure(tender=snow, text="Anbudstiden blir en vecka längre", opened=NOW))


def _write_letters(house: House, event: Event, calendar: str) -> None:
    """Letters that wait, that are unclear and that were refused; and an event that waits for a decision."""
    for address, delivery in (("vantar", Delivery.PREPARED), ("oklar", Delivery.UNCLEAR), ("nekad", Delivery.REFUSED)):
        house.guests.add_named(event.id, address.title())
        guest = house.guests.named(event.id, address.title()).guest
        house.guests.reach(guest.id, email=f"{address}@gast.example")
        letter = Invitation(
            uid=event.uid,
            purpose=Purpose.INVITE,
            method=Method.REQUEST,
            sequence=0,
            at=NOW,
            event=event.id,
            guest=guest.id,
            way=Way.SMTP,
            delivery=delivery,
            address=f"{address}@gast.example",
            subject="Mässan",
        )
        with house.database.work("letters") as work:
            work.save(Kind.INVITATION, letter)
            work.keep_outgoing(letter.id, b"Subject: hej\r\n\r\nHej\r\n")
            state = {"href": "/unit/events/borta@outreach.ics", "title": "Galan", "waiting": "Removed on the server."}
            work.keep_fact(f"calendar {calendar} borta@outreach", json.dumps(state))


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory, calendar_server: Radicale) -> Path:
    """A closed workspace with one of each kind, and an undone last action; the tests work on copies."""
    place = tmp_path_factory.mktemp("ready") / "register.outreach"
    house = House(fresh_workspace(place, Signature("Anna Ek", "laptop", lambda: NOW)))
    house.tenders.save(Tender(title="Snöröjning i tätorten", stage=Stage.PLANNED, cpv=("90620000",)))
    house.plain_language.drop_word("avrop", "sv")
    won = (LotResult(outcome="selec-w", winners=(Winner("Putsarna AB"),)),)
    house.tenders.save(Tender(title="Fönsterputsning", stage=Stage.CONTRACT, contract_end=date(2027, 9, 30), results=won))
    clean = Promise(text="Golven är rena", checks=(Check(due=date(2026, 12, 1)),))
    house.contracts.save(
        Contract(
            title="Städning",
            supplier="Rent AB",
            ends=date(2027, 5, 31),
            options=(Option(months=12),),
            promises=(clean,),
        )
    )
    house.disposals.keep(RetentionRule(name="Två år", months=24, decision="KS 1 § 1"))
    found = Check(due=date(2026, 9, 1), done=date(2026, 9, 1), outcome=Outcome.DEVIATION, evidence="Punktering")
    bike = Promise(text="Cyklarna är hela", checks=(found,))
    house.contracts.save(Contract(title="Hyra av cyklar", supplier="Hjul AB", promises=(bike,)))
    house.rules.keep_rule(replace(house.rules.line("answers_before").rule, amount=7))
    fair = Event(title="Mässan", kind=EventKind.FAIR, when=all_day(date(2026, 11, 23)), uid="fair@outreach")
    house.events.save(fair)
    hour = zoned(datetime(2026, 12, 1, 15), datetime(2026, 12, 1, 17))
    house.events.save(Event(title="Rådgivning", when=hour, recurrence=("RRULE:FREQ=WEEKLY;COUNT=3",)))
    house.meetings.capture_line("Anna Berg, Bergs Bygg AB: frågade om snöröjning #bygg !fre")
    house.meetings.capture_line("Eva Ljung, Ljungs Glas AB: hörde att parkeringen byggs om =ny")
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    house.unit.save_unit(replace(house.unit.unit(), email="upphandling@alvbro.example"))
    house.guests.add_named(fair.id, "Bo Ek")
    house.plans.add_task(fair.id, "Flyers tryckta", -5)
    house.plans.add_packing(fair.id, "Roll-up")
    house.plans.hope(fair.id, [Hope(person=house.people.ids(Listing(Kind.PERSON))[0], why="snö")])
    house.templates.save(EventTemplate(name="Egen kurs"))
    house.guests.reach(house.guests.named(fair.id, "Bo Ek").guest.id, email="bo@ek.example")
    house.replies.read([("svar.ics", ANSWER.format(address="ny@gast.example").encode())])
    house.inbox_cards.put([NewCard(card=Card(line=0, name="Ida Holm", organisation="Holms El"))])
    house.views.save(SavedView(name="Byggfirmor", of=Kind.COMPANY, filters=(("tag", "bygg"),)))
    house.watches.save(Watch(name="Snö", cpv=("9062",)))
    inside = Requirement(text="Städningen ska följa INSTA 800", why="Samma i alla hus")
    house.requirement_cards.save(RequirementCard(title="Skolstäd", cpv=("90910000",), requirements=(inside,)))
    house.neighbours.save(NeighbourTender(title="Asfalt", buyer="Sjöviks kommun", expected=date(2027, 1, 13)))
    house.flyer_texts.save(FlyerText(title="Plogning", text="Kom och ploga."))
    house.requirement_cards.save(RequirementCard(title="Lokalvård", buyer="Sjöviks kommun", cpv=("90910000",)))
    house.views.save(SavedView(name="Ring upp", of=Kind.COMPANY).with_picked([]))
    house.questions.ask("När betalar ni? #betalning", event=fair.id)
    house.questions.ask("Vart skickar man fakturan?")
    kvarn = Company(name="Kvarnby Städ AB", emails=(Email("info@kvarnby.example"),), addresses=(STREET,))
    house.companies.save(kvarn)
    house.follow_ups.save(FollowUp(text="Svara om fönster", due=date(2026, 11, 30), company=kvarn.id))
    house.companies.save(Company(name="Berg Bygg i Falun"))
    snow = house.tenders.ids(Listing(Kind.TENDER, text="snöröjning"))[0]
    house.bids.add(snow, BidDraft("Okänt Bolag AB"))
    eks = Company(name="Eks El AB")
    house.companies.save(eks)
    house.no_bids.set(snow, eks.id, NoBidReason.TIME)
    house.benchmarks.add(Benchmark(id=UUID("0000beef-0000-4000-8000-000000000001"), measure=Measure.NUI, year=2025, value=6100))
    with house.database.work("Made") as work:
        work.save(Kind.PURPOSE, WhyKept(key="gala", name="Gala", law="LOU 4 kap. 1 §"))
        work.save(Kind.PRIVACY_TEXT, PrivacyText(language="sv", label="9", valid_from=date(2030, 1, 1), short="Sedan."))
    _ask_and_tell(house, place.parent)
    _write_letters(house, fair, calendar_server.calendar.url)
    _part_ways(house, place.parent)
    house.follow_ups.save(FollowUp(text="Boka sal", due=date(2026, 12, 1)))
    house.history.undo()
    house.close()
    return place


def _part_ways(house: House, folder: Path) -> None:
    """Let another laptop set what we set too, so that there is a conflict."""
    other, stick = House(fresh_workspace(folder / "other.outreach", Signature(clock=lambda: NOW))), folder / "parted"
    stick.mkdir()
    other.exchange.pair(house.exchange.pair(EXCHANGE_CODE))
    house.companies.save(Company(id=PARTED, name="Delad AB"))
    house.exchange.run(stick)
    other.exchange.run(stick)
    for one, note in ((house, "vi"), (other, "de")):
        one.companies.save(replace(one.companies.get(PARTED), notes=note))
        one.exchange.run(stick)
    house.exchange.run(stick)
    other.close()


@pytest.fixture(scope="session")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed encrypted workspace with its key file beside it; the tests work on copies."""
    place = tmp_path_factory.mktemp("locked") / "locked.outreach"
    create_workspace(place, secret=Secret(PASSPHRASE), cost=CHEAP).close()
    return place


@pytest.fixture
def furnished(
    outreach: Outreach,
    ready: Path,
    locked: Path,
    tmp_path: Path,
    calendar_server: Radicale,
    mail_server: MailServerOnLoopback,
    ted_server: TedStandIn,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> tuple[Outreach, Path]:
    """A copy of the ready workspace as the default one, a folder with what the named command reads, and servers on loopback."""
    asked = " ".join(COMMANDS[name])
    secret = tmp_path / "secret"
    secret.write_text(f"{CALENDAR_PASSWORD}\n")
    monkeypatch.setenv("OUTREACH_MAIL_PASSWORD_FILE", str(secret))
    for variable, words in (("OUTREACH_PASSPHRASE_FILE", PASSPHRASE), ("OUTREACH_NEW_PASSPHRASE_FILE", f"ny {PASSPHRASE}")):
        (tmp_path / variable).write_text(f"{words}\n", "utf-8")
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setattr("outreach.storage.sealing.USUAL_COST", CHEAP)
    calendar = calendar_server.calendar
    save_settings(
        Settings(
            mail_host="127.0.0.1",
            mail_port=str(mail_server.port),
            mail_security="none",
            mail_sender="upphandling@alvbro.example",
            mail_pace="0",
            calendar_url=calendar.url,
            calendar_user=calendar.user,
            ted_api=ted_server.address,
            ted_site=ted_server.address,
        )
    )
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "stick").mkdir()
    (folder / "card.vcf").write_text(CARD, "utf-8")
    (folder / "letter.txt").write_text("Hej {first_name},\n\nvälkommen till {unit}.", "utf-8")
    (folder / "bids.csv").write_text("Anbudsgivare;Anbudssumma\nDala Plog AB;1 250 000 kr\nEtt AB;900 000\n", "utf-8")
    (folder / "antal_anbud_dalarna.csv").write_text(STATISTICS, "utf-8")
    (folder / "plan.txt").write_text("Utvärdering av anbuden sker enligt 13 kap. 1 § LOU.", "utf-8")
    (folder / "answer.ics").write_text(ANSWER.format(address="bo@ek.example"), "utf-8", newline="")
    if "/neighbour.zip" in asked:
        snow = Item(Sort.TENDERS, "plow", {"title": "Plogning", "buyer": "Sjöviks kommun", "cpv": ["90620000"]})
        (folder / "neighbour.zip").write_bytes(write_package(Package("Sjöviks kommun", date(2026, 11, 20), (snow,)), {}))
    for file in locked.parent.glob("locked.outreach*") if "/locked.outreach" in asked else ():
        shutil.copy(file, folder)
    default_workspace().parent.mkdir(parents=True)
    shutil.copy(ready, default_workspace())
    if "/damaged.outreach" in asked:
        shutil.copy(ready, folder / "damaged.outreach")
    if "/one.outreach-backup" in asked:
        shutil.copy(_backup_of(ready), folder / "one.outreach-backup")
    return outreach, folder


@cache
def _backup_of(ready: Path) -> Path:
    """A backup of the ready workspace, made once."""
    opened = House(open_workspace(ready))
    made = opened.backups.make().path
    opened.close()
    return made


def _written(words: tuple[str, ...], folder: Path) -> list[str]:
    return [word.replace("{dir}", str(folder)) for word in words]


@pytest.mark.parametrize("name", COMMANDS)
def test_command_answers_with_one_json_object_and_nothing_else(name: str, furnished: tuple[Outreach, Path]) -> None:
    outreach, folder = furnished
    words = _written(COMMANDS[name], folder)
    said = outreach(*words, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.plain


#: Every command in one of the languages, each third in English: that a translation has the values of its text, and the text
#: those of the program, is shown for the whole catalogue in tests/rules.
SPOKEN = [
    (name, language)
    for number, name in enumerate(COMMANDS)
    for language in searched([("en", "sv", "sv")[number % 3]], ["sv", "en"])
]


@pytest.mark.parametrize(("name", "language"), SPOKEN)
def test_command_says_what_it_did_in_both_languages(name: str, language: str, furnished: tuple[Outreach, Path]) -> None:
    outreach, folder = furnished
    said = outreach("--language", language, *_written(COMMANDS[name], folder))
    assert (said.code, said.err) == (0, "")
    assert said.out.strip()
    # Letters are shown with their fields in braces: that is how they are written.
    assert "{" not in said.out or name.startswith("letter "), "a text was not filled"
    assert not said.out.lstrip().startswith("{")


def _leaves(group: click.Group, path: str = "") -> list[str]:
    found = []
    for name, one in group.commands.items():
        found += _leaves(one, f"{path}{name} ") if isinstance(one, click.Group) else [f"{path}{name}"]
    return found


def _all_leaves() -> list[str]:
    town = command_line()
    town.load_all()
    return _leaves(town)


#: They talk to a server, or of what waits for one: `tests/cli/test_server.py`.
WITH_A_SERVER = {"server login", "server logout", "server send", "server waiting"}


def test_no_command_is_forgotten_here() -> None:
    assert set(_all_leaves()) - {"demo"} - WITH_A_SERVER == {name.partition(" --")[0] for name in COMMANDS}


@pytest.mark.parametrize(("language", "heading"), [("sv", "Användning:"), ("en", "Usage:")])
def test_help_is_there_in_both_languages(language: str, heading: str, outreach: Outreach) -> None:
    for name in ("", *_all_leaves(), "event", "company", "handout"):
        said = outreach("--language", language, *name.split(), "--help")
        assert (name, said.code, said.err) == (name, 0, "")
        assert said.out.startswith(heading), name


def test_global_options_stand_before_or_after_the_command(outreach: Outreach, tmp_path: Path) -> None:
    place = tmp_path / "a b.outreach"
    assert outreach("new", place).code == 0
    before = outreach("--workspace", place, "--json", "--language", "sv", "company", "add", "Ek AB").plain
    after = outreach("find", "ek", "--json", "--workspace", place, "--language=en").plain
    assert after["results"][0]["id"] == before["company"]["id"]
    between = outreach("company", "--workspace", place, "list", "--json").plain
    assert between["count"] == 1


def test_default_workspace_comes_into_being_with_the_first_write_and_not_with_a_look(outreach: Outreach) -> None:
    assert outreach("find", "anna").code == 1
    assert outreach("company", "add", "Ek AB").code == 0
    assert outreach("find", "ek", "--json").plain["results"][0]["title"] == "Ek AB"


def test_what_strangers_wrote_cannot_command_the_terminal(outreach: Outreach) -> None:
    outreach("company", "add", "Ek\x1b[2J AB")
    assert "\x1b" not in outreach("company", "list").out


def test_version_is_told(outreach: Outreach) -> None:
    from outreach import __version__

    assert outreach("--version").out.strip() == f"Outreach {__version__}"
