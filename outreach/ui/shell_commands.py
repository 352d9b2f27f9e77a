"""What can be done everywhere in the window, as commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.commands import Command
from outreach.ui.registry import PAGES, page_key
from outreach.ui.safe_keeping import safe_keeping_commands
from outreach.ui.theme import Scheme

if TYPE_CHECKING:
    from outreach.ui.main_window import MainWindow
    from outreach.ui.workspace_desk import WorkspaceDesk

GO_TEXTS = {
    "today": N_("Go to Today"),
    "companies": N_("Go to Companies"),
    "people": N_("Go to People"),
    "events": N_("Go to Events"),
    "tenders": N_("Go to Tenders"),
    "contracts": N_("Go to Contracts"),
    "questions": N_("Go to Questions"),
    "handouts": N_("Go to Handouts"),
    "network": N_("Go to Network"),
    "coverage": N_("Go to Coverage"),
    "effect": N_("Go to Effect"),
}
UNDO, REDO = "shell.undo", "shell.redo"


def shell_commands(window: MainWindow, desk: WorkspaceDesk) -> list[Command]:
    """Return the commands that hold while a workspace is open; `desk` is the open one."""
    return [
        *_file(window),
        *_edit(desk),
        *_go(window),
        *_conversation(desk),
        *_record(desk),
        *_view(window),
        *safe_keeping_commands(window),
        *_help(window),
    ]


def bare_commands(window: MainWindow) -> list[Command]:
    """Return the commands that hold before a workspace is open."""
    places = [command for command in _file(window) if command.name in ("shell.new", "shell.open", "shell.quit")]
    return [*places, *_view(window), *_help(window)]


def _file(window: MainWindow) -> list[Command]:
    return [
        Command("shell.import", N_("Import…"), lambda: window.import_files([]), "Ctrl+I", "import", "File"),
        Command("shell.new", N_("New workspace…"), window.ask_new, "", "add", "File", apart=True),
        Command("shell.open", N_("Open another workspace…"), window.ask_open, "Ctrl+O", "folder", "File"),
        Command(
            "shell.preferences", N_("Preferences…"), lambda: window.show_preferences(), "Ctrl+,", "settings", "File", apart=True
        ),
        Command("shell.quit", N_("Quit"), window.close_soon, "Ctrl+Q", "close", "File", apart=True),
    ]


def _edit(desk: WorkspaceDesk) -> list[Command]:
    return [
        Command(UNDO, N_("Undo"), desk.undo, "Ctrl+Z", "undo", "Edit", desk.can_undo),
        Command(REDO, N_("Redo"), desk.redo, "Ctrl+Shift+Z", "redo", "Edit", desk.can_redo),
        Command("scan.paste", N_("Paste and read…"), desk.scan_copied, "Ctrl+Alt+V", "copy", "Edit", apart=True),
        Command(
            "shell.actions", N_("Latest actions…"), desk.show_actions, "Ctrl+Shift+H", "history", "Edit", apart=True
        ),
    ]


def _go(window: MainWindow) -> list[Command]:
    def go(name: str) -> Callable[[], None]:
        return lambda: window.show_page(name)

    pages = [
        Command(f"go.{place.name}", GO_TEXTS[place.name], go(place.name), page_key(number), place.name, "Go")
        for number, place in enumerate(PAGES, start=1)
    ]
    return [
        *pages,
        Command("go.search", N_("Search everything"), window.focus_search, "Ctrl+Shift+F", "search", "Go", apart=True),
        Command("go.palette", N_("Command palette…"), window.show_palette, "Ctrl+K", "list", "Go"),
    ]


def _conversation(desk: WorkspaceDesk) -> list[Command]:
    return [
        Command(
            "capture.open", N_("Log a conversation"), lambda: desk.capture(None), "Ctrl+N", "capture", "Conversation"
        ),
        Command("capture.line", N_("One line…"), desk.quick_line, "Ctrl+Shift+L", "edit", "Conversation"),
        Command(
            "capture.question", N_("Count a question"), desk.count_question, "Ctrl+Shift+N", "help", "Conversation"
        ),
        Command("capture.fair", N_("Fair mode"), desk.fair, "F11", "fair", "Conversation", apart=True),
        Command("scan.open", N_("Scan or paste…"), desk.scan, "Ctrl+Shift+B", "scan", "Conversation", apart=True),
        Command("scan.cards", N_("Cards to type in"), desk.show_cards, "Ctrl+Shift+T", "cards", "Conversation"),
        Command(
            "scan.own", N_("Show my card"), desk.show_own_card, "Ctrl+Shift+M", "people", "Conversation", apart=True
        ),
        Command(
            "answers.decide", N_("Answers to decide…"), desk.show_answers, "Ctrl+Alt+S", "help", "Conversation", apart=True
        ),
        Command("answers.fetch", N_("Fetch answers from the mailbox"), desk.fetch_answers, "", "mail", "Conversation"),
    ]


def _record(desk: WorkspaceDesk) -> list[Command]:
    wishes = desk.context.wishes

    def check() -> None:
        from outreach.ui.lists.list_page import ListPage

        page = desk.shell.page
        chosen = page.current_id() if isinstance(page, ListPage) and page.kind is Kind.TENDER else None
        wishes.plain.emit(chosen)

    return [
        Command("plans.new", N_("New event from a template…"), wishes.from_template.emit, "Ctrl+Alt+N", "plan", "Record"),
        Command("plain.check", N_("Check a text…"), check, "F7", "edit", "Record"),
        Command("plain.words", N_("Hard words…"), wishes.plain_words.emit, "", "help", "Record"),
        Command("doubles.open", N_("Find duplicates…"), desk.show_doubles_here, "Ctrl+Shift+D", "people", "Record"),
        Command("history.open", N_("History…"), desk.show_history, "Ctrl+H", "history", "Record", desk.has_record),
    ]


def _view(window: MainWindow) -> list[Command]:
    def look(scheme: Scheme) -> Callable[[], None]:
        return lambda: window.parts.choose_scheme(scheme)

    def speak(code: str) -> Callable[[], None]:
        return lambda: window.parts.choose_language(code)

    return [
        Command("view.system", N_("Light or dark as the system"), look(Scheme.SYSTEM), menu="View"),
        Command("view.light", N_("Light"), look(Scheme.LIGHT), menu="View"),
        Command("view.dark", N_("Dark"), look(Scheme.DARK), menu="View"),
        Command("view.sv", N_("Language: Swedish"), speak("sv"), icon="language", menu="View", apart=True),
        Command("view.en", N_("Language: English"), speak("en"), icon="language", menu="View"),
    ]


def _help(window: MainWindow) -> list[Command]:
    return [
        Command("help.keys", N_("Keys"), window.show_keys, "F1", "help", "Help"),
        Command("help.about", N_("About Outreach"), window.show_about, "", "info", "Help"),
    ]
