"""Every text that people read is in both languages, and says the same with the same values."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "installer"))

import make_words  # noqa: E402

CATALOGUE = make_words.load()
MESSAGES = [message for message in CATALOGUE if message.id]


def forms(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def values(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_the_catalogue_holds_exactly_the_texts_of_the_program() -> None:
    wanted = {forms(message) for message in make_words.collected() if message.id}
    kept = {forms(message) for message in MESSAGES}
    assert wanted - kept == set(), "run installer/make_words.py"
    assert kept - wanted == set(), "run installer/make_words.py"


def test_no_swedish_is_missing_or_fuzzy() -> None:
    assert make_words.missing(CATALOGUE) == []
    assert [message.id for message in MESSAGES if message.fuzzy] == []


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    with make_words.FILE.with_suffix(".mo").open("rb") as opened:
        compiled = {forms(message): translations(message) for message in read_mo(opened) if message.id}
    assert compiled == {forms(message): translations(message) for message in MESSAGES}


def test_a_translation_uses_the_values_of_its_source() -> None:
    wrong = []
    for message in MESSAGES:
        wanted = set.union(*(values(form) for form in forms(message)))
        # "One day late" may do without its number; no other value may be lost, and none may be invented.
        wrong += [text for text in translations(message) if (values(text) ^ wanted) - ({"n"} & wanted)]
    assert wrong == []


def test_spaces_dots_and_keyboard_marks_stand_in_both_languages() -> None:
    wrong = []
    for message in MESSAGES:
        for source, text in zip(forms(message), translations(message), strict=True):
            same_space = source[: len(source) - len(source.lstrip())] == text[: len(text) - len(text.lstrip())]
            same_space = same_space and source[len(source.rstrip()) :] == text[len(text.rstrip()) :]
            if not same_space or [source.endswith(end) for end in "….:"] != [text.endswith(end) for end in "….:"]:
                wrong.append((source, text))
            if source.count("&") != text.count("&"):
                wrong.append((source, text))
    assert wrong == []


def test_no_text_shouts_in_either_language() -> None:
    """An exclamation mark stands only in front of a word, where it is the sign of a follow-up (!fri, !fre)."""
    texts = [text for message in MESSAGES for text in [*forms(message), *translations(message)]]
    assert [text for text in texts if re.search(r"!(?!\w)", text)] == []


def test_swedish_quotes_as_swedish_does() -> None:
    """”Så här”, never “so” (Svenska skrivregler)."""
    assert [text for message in MESSAGES for text in translations(message) if "“" in text] == []


# Texts that nobody marked ------------------------------------------------------------------------------------------------

#: What shows its arguments to people: Qt's setters and widgets, and the command line's ways to print and to help.
SHOWING = frozenset(
    "setText setToolTip setPlaceholderText setWindowTitle setTitle setStatusTip setWhatsThis setAccessibleName "
    "setAccessibleDescription setInformativeText setDetailedText setLabelText setHeaderLabels setHorizontalHeaderLabels "
    "setPrefix setSuffix setSpecialValueText setButtonText setHtml setPlainText addItem addItems insertItem addTab "
    "addButton addRow showMessage drawText QLabel QPushButton QCheckBox QRadioButton QAction QMenu QGroupBox "
    "echo secho prompt confirm UsageError ClickException BadParameter".split()
)
#: Named arguments that are shown, whatever takes them.
SHOWN_NAMES = frozenset({"help", "short_help", "epilog", "title", "text", "label", "tooltip"})
#: What takes a catalogue text in a certain place, counted from 0: a bare string there would never become Swedish.
TAKES_TEXT = {
    "command": 2,
    "group": 1,
    "Field": 1,
    "Command": 1,
    "Filter": 1,
    "text_field": 0,
    "field": 0,
    "InvalidInput": 1,
}
MARKS = frozenset({"N_", "NN_"})
#: What only programmers and the log read.
NOT_FOR_PEOPLE = frozenset({"debug", "info", "warning", "error", "exception", "Signal"})
#: Literals that are the same in both languages, or no language at all.
THE_SAME_IN_BOTH = {
    "Outreach": "the program's name",
    "Outreach ": "the program's name, before its version",
    "https://": "the beginning of every address",
    "Ctrl+N": "a key; Swedish keyboards say Ctrl too",
    "Right, Alt+Right, Alt+Shift+Right": "keys, which the window writes as the keyboard has them",
    "Space, Ctrl+A, Ctrl+Return": "keys, which the window writes as the keyboard has them",
    "Svenska": "each language is offered under its own name",
    "English": "each language is offered under its own name",
    "Source Sans Pro": "a typeface",
    "PDF (*.pdf)": "a kind of file in a file dialog",
}
#: The tour types words into the program, as a Swedish officer would, and says what Qt says: data, not texts of the program.
THE_TOUR = Path("ui/tour")

DOORS = [file for door in ("ui", "cli") for file in sorted((ROOT / "outreach" / door).rglob("*.py"))]


def literals(node: ast.expr) -> Iterator[str]:
    """Yield the words that stand in an expression itself, not inside a call in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.IfExp | ast.BinOp | ast.BoolOp | ast.List | ast.Tuple):
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.expr) and part is not getattr(node, "test", None):
                yield from literals(part)


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def shown_arguments(node: ast.Call) -> Iterator[ast.expr]:
    """Yield the arguments of a call that people read."""
    name = called(node)
    if name in MARKS:
        return
    if name in SHOWING:
        yield from node.args
    elif TAKES_TEXT.get(name, len(node.args)) < len(node.args):
        yield node.args[TAKES_TEXT[name]]
    yield from (word.value for word in node.keywords if word.arg in SHOWN_NAMES)


def is_for_people(text: str) -> bool:
    words = re.sub("#[0-9a-f]{6}", "", text)
    return re.search(r"[^\W\d_]{2}", words) is not None and text not in THE_SAME_IN_BOTH


def sentences(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    """Yield the unmarked literals that read like a text: a capital, and more than one word or a closing mark."""
    texts = [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    if suspects := [node for node in texts if reads_like_a_text(str(node.value))]:
        silent = {id(part) for node in nodes for one in not_read(node) for part in ast.walk(one)}
        yield from ((node.lineno, str(node.value)) for node in suspects if id(node) not in silent)


def reads_like_a_text(text: str) -> bool:
    """Return whether a literal is neither a name, a date pattern (no small letters), nor a style sheet."""
    has_words = re.match(r"[A-ZÅÄÖ][^\W\d_]*([ ,].*[^\W\d_]{2}|[.…:]$)", text, re.DOTALL) is not None
    return (
        has_words and re.search(r"[a-zåäö]{2}", text) is not None and re.search(r"\{ [a-z-]+: |:\w+ \{", text) is None
    )


def not_read(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what stands in a node and is marked, or read by nobody: docstrings, assertions, the keys of a table."""
    if isinstance(node, ast.Call) and called(node) in MARKS | NOT_FOR_PEOPLE:
        yield node
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.Assert) and node.msg is not None:
        yield node.msg
    elif isinstance(node, ast.Dict):
        yield from (key for key in node.keys if key is not None)
    elif isinstance(node, ast.Subscript):
        yield node.slice


def unmarked(source: str) -> list[tuple[int, str]]:
    """Return the lines and words of a source text that people read and that no catalogue holds."""
    nodes = list(ast.walk(ast.parse(source)))
    found = set(sentences(nodes))
    for node in nodes:
        if isinstance(node, ast.Call):
            found |= {(node.lineno, text) for one in shown_arguments(node) for text in literals(one)}
    return sorted((line, text) for line, text in found if is_for_people(text))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('label.setText("Save")', ["Save"]),
        ('label.setText(f"{n} people")', [" people"]),
        ('label.setText("On" if on else "Off")', ["Off", "On"]),
        ('click.echo("done")', ["done"]),
        ('option("--kind", help="the kind")', ["the kind"]),
        ('Command("events.new", "New event", make)', ["New event"]),
        ('raise InvalidInput(N_("Link"), "no link")', ["no link"]),
        ('TITLES = ("Choose a file",)', ["Choose a file"]),
        ('HINT = "Wait…"', ["Wait…"]),
    ],
)
def test_a_text_that_nobody_marked_is_found(source: str, words: list[str]) -> None:
    assert [text for _line, text in unmarked(source)] == words


@pytest.mark.parametrize(
    "source",
    [
        'words.bind(label.setText, N_("Save"))',
        'label.setText(words(N_("Save {name}"), name="Anna"))',
        'label.setText(" · ".join(parts))',
        'log.warning("Nothing was written: %s", why)',
        'wanted = Signal(object)\n"""Somebody wants this record."""',
        'text = fields["Postal code"]',
    ],
)
def test_what_is_marked_or_not_for_people_is_let_be(source: str) -> None:
    assert unmarked(source) == []


def test_a_door_shows_no_text_that_is_not_in_the_catalogue() -> None:
    # What the tour types is data.
    doors = [file for file in DOORS if THE_TOUR not in file.relative_to(ROOT / "outreach").parents]
    assert len(doors) > 100
    assert {file: found for file in doors if (found := unmarked(file.read_text("utf-8")))} == {}
