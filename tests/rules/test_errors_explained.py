"""Every known error has a title, a sentence with its facts and, where there is one, a next step, in both languages."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from uuid import uuid4

import pytest

from outreach import errors
from outreach.domain.joining import Clash
from outreach.domain.person import Person
from outreach.domain.problem import Problem
from outreach.domain.record import Kind
from outreach.errors import OutreachError
from outreach.explain import KIND_WORDS, explain, explained_classes, say_problem, say_size
from outreach.language import Language

PLACE = "/home/anna/register.outreach"

#: One example of each class, and the facts that its sentence must tell.
EXAMPLES: dict[type[OutreachError], tuple[Callable[[], OutreachError], tuple[str, ...]]] = {
    errors.NotAWorkspace: (lambda: errors.NotAWorkspace(PLACE), (PLACE,)),
    errors.WorkspaceMissing: (lambda: errors.WorkspaceMissing(PLACE), (PLACE,)),
    errors.WorkspaceExists: (lambda: errors.WorkspaceExists(PLACE), (PLACE,)),
    errors.WorkspaceTooNew: (lambda: errors.WorkspaceTooNew(PLACE), (PLACE,)),
    errors.WorkspaceInUse: (lambda: errors.WorkspaceInUse(PLACE, "laptop, 4711"), (PLACE, "laptop, 4711")),
    errors.WorkspaceReadOnly: (lambda: errors.WorkspaceReadOnly(PLACE), (PLACE,)),
    errors.WorkspaceDamaged: (lambda: errors.WorkspaceDamaged(PLACE, "malformed"), (PLACE, "malformed")),
    errors.WorkspaceUnreachable: (lambda: errors.WorkspaceUnreachable("postgresql://s/r"), ("postgresql://s/r",)),
    errors.WorkspaceRefused: (lambda: errors.WorkspaceRefused("postgresql://s/r", "no such"), ("postgresql://s/r", "no such")),
    errors.WorkspaceBehind: (lambda: errors.WorkspaceBehind("postgresql://s/r"), ("postgresql://s/r",)),
    errors.ServerPasswordWanted: (lambda: errors.ServerPasswordWanted("postgresql://a:b@s/r"), ("postgresql://a@s/r",)),
    errors.ServerPasswordRefused: (lambda: errors.ServerPasswordRefused("postgresql://s/r"), ("postgresql://s/r",)),
    errors.UnsafeSqlite: (lambda: errors.UnsafeSqlite("3.49.1"), ("3.49.1",)),
    errors.WorkspaceLocked: (lambda: errors.WorkspaceLocked(PLACE), (PLACE,)),
    errors.WrongPassphrase: (lambda: errors.WrongPassphrase(PLACE), (PLACE,)),
    errors.KeysMissing: (lambda: errors.KeysMissing(PLACE), (PLACE,)),
    errors.NotEncrypted: (lambda: errors.NotEncrypted(PLACE), (PLACE,)),
    errors.UnsafePlace: (lambda: errors.UnsafePlace(PLACE, "OneDrive"), (PLACE, "OneDrive")),
    errors.BackupUnusable: (lambda: errors.BackupUnusable(PLACE, "malformed"), (PLACE, "malformed")),
    errors.SealedUnreadable: (lambda: errors.SealedUnreadable(PLACE, 31), (PLACE, "31")),
    errors.TooMuchRemoved: (lambda: errors.TooMuchRemoved(31, 200), ("31", "200")),
    errors.Restricted: (lambda: errors.Restricted(), ()),
    errors.ReasonNeeded: (lambda: errors.ReasonNeeded(137), ("137",)),
    errors.DiskFault: (lambda: errors.DiskFault(PLACE), (PLACE,)),
    errors.DiskFull: (lambda: errors.DiskFull(PLACE), (PLACE,)),
    errors.ChangedBySomeoneElse: (lambda: errors.ChangedBySomeoneElse(Kind.PERSON, uuid4()), ("person",)),
    errors.SameFieldChanged: (
        lambda: errors.SameFieldChanged(Kind.PERSON, uuid4(), Person(name="A"), (Clash("name", "A", "B", "C", "Bo Lind"),)),
        ("person", "Bo Lind"),
    ),
    errors.NotFound: (lambda: errors.NotFound("Galan"), ("Galan",)),
    errors.Ambiguous: (lambda: errors.Ambiguous("berg", ["Bergs Bygg", "Bergs El"]), ("berg", "Bergs Bygg, Bergs El")),
    errors.AppendOnly: (lambda: errors.AppendOnly(Kind.MEETING), ()),
    errors.HoldsInformation: (lambda: errors.HoldsInformation(Kind.MEETING), ()),
    errors.NameStillThere: (lambda: errors.NameStillThere(3), ("3",)),
    errors.StillInUse: (lambda: errors.StillInUse("id", 3), ("3",)),
    errors.InvalidInput: (lambda: errors.InvalidInput("CPV", "{code} is not a CPV code.", code="123"), ("CPV", "123")),
    errors.NothingToUndo: (errors.NothingToUndo, ()),
    errors.BadFile: (lambda: errors.BadFile("/a.vcf", "{why}!", why="sönder"), ("/a.vcf", "sönder!")),
    errors.UnknownFormat: (lambda: errors.UnknownFormat("/a.png"), ("/a.png",)),
    errors.FileTooLarge: (
        lambda: errors.FileTooLarge("/a.vcf", 10_000_000_000, 50_000_000),
        ("/a.vcf", "10", "GB", "50"),
    ),
    errors.NotAFile: (lambda: errors.NotAFile("/home"), ("/home",)),
    errors.CannotWrite: (lambda: errors.CannotWrite("/x/a.pdf", "Is a directory"), ("/x/a.pdf", "Is a directory")),
    errors.TypefaceMissing: (lambda: errors.TypefaceMissing("Source Sans", "Bold"), ("Source Sans", "Bold")),
    errors.NotSetUp: (lambda: errors.NotSetUp("No server for sending letters has been named."), ()),
    errors.ExtraMissing: (lambda: errors.ExtraMissing("A calendar on a server needs the library caldav.", "pip x"), ("caldav",)),
    errors.NoKeyRing: (errors.NoKeyRing, ()),
    errors.PasswordWanted: (lambda: errors.PasswordWanted("anna@smtp.example"), ("anna@smtp.example",)),
    errors.AlreadySending: (errors.AlreadySending, ()),
    errors.AlreadyPublishing: (errors.AlreadyPublishing, ()),
    errors.ServerUnreachable: (lambda: errors.ServerUnreachable("smtp.example", "time-out"), ("smtp.example", "time-out")),
    errors.CertificateRefused: (lambda: errors.CertificateRefused("smtp.example", "expired"), ("smtp.example", "expired")),
    errors.NoEncryption: (lambda: errors.NoEncryption("smtp.example"), ("smtp.example",)),
    errors.WrongPassword: (lambda: errors.WrongPassword("smtp.example", "535 no"), ("smtp.example", "535 no")),
    errors.SenderRefused: (lambda: errors.SenderRefused("smtp.example", "550 no"), ("smtp.example", "550 no")),
    errors.ServerBusy: (lambda: errors.ServerBusy("smtp.example", "421 later"), ("smtp.example", "421 later")),
    errors.ServerSaidNo: (lambda: errors.ServerSaidNo("smtp.example", "554 no"), ("smtp.example", "554 no")),
    errors.PlaceMissing: (lambda: errors.PlaceMissing("imap.example", "Svar"), ("imap.example", "Svar")),
    errors.LineCut: (lambda: errors.LineCut("smtp.example", "reset"), ("smtp.example", "reset")),
    errors.Cancelled: (errors.Cancelled, ()),
}

#: Classes that are never raised themselves.
_ROOTS = {errors.OutreachError, errors.WorkspaceError, errors.ServerError}


def _classes() -> set[type[OutreachError]]:
    found = inspect.getmembers(errors, inspect.isclass)
    return {one for _, one in found if issubclass(one, OutreachError) and one.__module__ == errors.__name__} - _ROOTS


def test_no_class_is_forgotten() -> None:
    assert _classes() == set(EXAMPLES)
    assert _classes() == explained_classes()


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("cls", EXAMPLES, ids=lambda cls: cls.__name__)
def test_sentence_tells_the_facts_in_both_languages(cls: type[OutreachError], language: str) -> None:
    make, facts = EXAMPLES[cls]
    found = explain(make(), Language(language))
    assert found is not None
    assert found.title
    assert found.sentence
    for fact in facts:
        assert fact in found.sentence
    assert not set("{}") & set(found.title + found.sentence + found.next_step)
    assert found.whole.startswith(found.sentence)
    assert "\n" not in found.whole


@pytest.mark.parametrize("cls", EXAMPLES, ids=lambda cls: cls.__name__)
def test_swedish_and_english_differ(cls: type[OutreachError]) -> None:
    error = EXAMPLES[cls][0]()
    swedish, english = explain(error, Language("sv")), explain(error, Language("en"))
    assert swedish is not None
    assert english is not None
    assert swedish.title != english.title


def test_unknown_holder_leaves_no_empty_brackets() -> None:
    found = explain(errors.WorkspaceInUse(PLACE, ""), Language("en"))
    assert found is not None
    assert found.sentence == f"{PLACE} is already open for writing."


def test_what_a_server_says_cannot_command_the_terminal_and_stays_short() -> None:
    found = explain(errors.ServerSaidNo("smtp.example", "554 \x1b[2J\nno " + "x" * 5000), Language("en"))
    assert found is not None
    assert "\x1b" not in found.whole
    assert len(found.whole) < 400


def test_missing_extra_says_how_to_add_it() -> None:
    found = explain(errors.ExtraMissing("A calendar on a server needs the library caldav.", "pip install caldav"), Language("sv"))
    assert found is not None
    assert "pip install caldav" in found.next_step


def test_bug_has_no_explanation() -> None:
    assert explain(ValueError("oops"), Language("en")) is None
    assert explain(KeyboardInterrupt(), Language("sv")) is None


def test_subclass_without_words_of_its_own_takes_those_above_it() -> None:
    class BadCard(errors.BadFile):
        pass

    found = explain(BadCard("/a.vcf"), Language("en"))
    assert found is not None
    assert found.title == "The file cannot be read"


def test_strangers_file_name_cannot_break_the_line() -> None:
    found = explain(errors.NotAWorkspace("/tmp/a\n\x1b[2Jb"), Language("en"))
    assert found is not None
    assert "\x1b" not in found.sentence
    assert "\n" not in found.sentence


def test_reason_that_is_no_catalogue_text_is_shown_as_it_stands() -> None:
    found = explain(errors.BadFile("/a", "odd {thing} 100 %"), Language("en"))
    assert found is not None
    assert "odd {thing} 100 %" in found.sentence


def test_every_kind_of_record_has_a_word() -> None:
    assert set(KIND_WORDS) == set(Kind)


def test_problem_is_said_with_line_reason_and_text() -> None:
    english = Language("en")
    assert (
        say_problem(Problem(12, "It is {size} MB.", {"size": "3"}, "N:;;;"), english) == "line 12: It is 3 MB: “N:;;;”"
    )
    assert say_problem(Problem(0, "There is no such file."), english) == "There is no such file."
    assert say_problem(Problem(1234, "x"), english) == "line 1,234: x"
    swedish = Language("sv")
    assert say_problem(Problem(2, "x.", text="{a} ”b”"), swedish) == "rad 2: x: ”{a} ”b””"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (640_000, "640\xa0kB"),
        (12_500_000, "12.5\xa0MB"),
        (10_000_000_000, "10\xa0GB"),
    ],
)
def test_size_is_said_in_the_readers_units(size: int, said: str) -> None:
    assert say_size(size, Language("en")) == said


def test_size_has_a_swedish_comma() -> None:
    assert say_size(12_500_000, Language("sv")) == "12,5\xa0MB"
