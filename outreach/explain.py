"""The one place where an error becomes words: its class → a title, a sentence and a next step, in the reader's language.

Both front doors say the same (design, section 3). An error that is not in the table is a bug: `explain` returns None and
the door owns up to it with the log. `tests/rules/test_errors_explained.py` holds that no class of `errors.py` is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outreach import errors
from outreach.domain.problem import Problem
from outreach.domain.record import Kind
from outreach.domain.server_address import split_address
from outreach.language import N_, NN_, Language


@dataclass(frozen=True, slots=True)
class Explanation:
    """What to tell the reader: `title` names the trouble, `sentence` says what happened, `next_step` what to do now.

    All three are finished texts in the reader's language. `next_step` is empty where there is nothing to do.
    """

    title: str
    sentence: str
    next_step: str = ""

    @property
    def whole(self) -> str:
        """The sentence and the next step, as the command line prints them on one line."""
        return f"{self.sentence} {self.next_step}".strip()


@dataclass(frozen=True, slots=True)
class _Texts:
    title: str
    sentence: str
    next_step: str = ""


#: What a record of each kind is called in the middle of a sentence.
KIND_WORDS: dict[Kind, str] = {
    Kind.COMPANY: N_("company"),
    Kind.PERSON: N_("person"),
    Kind.MEETING: N_("conversation"),
    Kind.EVENT: N_("event"),
    Kind.TENDER: N_("tender"),
    Kind.FOLLOW_UP: N_("follow-up"),
    Kind.OFFICER: N_("officer"),
    Kind.UNIT: N_("unit"),
    Kind.QUESTION: N_("question"),
    Kind.GUEST: N_("guest"),
    Kind.INBOX_CARD: N_("card to type in"),
    Kind.APART: N_("pair"),
    Kind.VIEW: N_("view"),
    Kind.PLAN: N_("plan"),
    Kind.TEMPLATE: N_("template"),
    Kind.INVITATION: N_("invitation"),
    Kind.REPLY: N_("answer"),
    Kind.NOTICE: N_("notice"),
    Kind.NOTIFICATION: N_("list of notified companies"),
    Kind.PRINTING: N_("print-out"),
    Kind.RULE: N_("rule"),
    Kind.WATCH: N_("watched search"),
    Kind.PLAIN_WORD: N_("plain word"),
    Kind.INDUSTRY_LINK: N_("industry and its codes"),
    Kind.DISCLOSURE: N_("information to everyone"),
    Kind.BID: N_("bid"),
    Kind.NO_BID: N_("reason for no bid"),
    Kind.CONTRACT: N_("contract"),
    Kind.REQUIREMENT_CARD: N_("requirement card"),
    Kind.INQUIRY: N_("question to colleagues"),
    Kind.NEIGHBOUR_TENDER: N_("neighbour's tender"),
    Kind.FLYER_TEXT: N_("flyer text"),
    Kind.BENCHMARK: N_("figure to compare with"),
    Kind.PURPOSE: N_("purpose"),
    Kind.RETENTION_RULE: N_("retention rule"),
    Kind.PRIVACY_TEXT: N_("information text"),
}

_NOTHING_LOST = N_("Nothing was lost; nothing was kept either.")

_TEXTS: dict[type[errors.OutreachError], _Texts] = {
    errors.NotAWorkspace: _Texts(
        N_("Not a workspace"),
        N_("{path} is not a workspace of Outreach. It was left as it is."),
        N_("Choose a file whose name ends in .outreach, or make a new workspace."),
    ),
    errors.WorkspaceMissing: _Texts(
        N_("No such workspace"),
        N_("There is no workspace at {path}."),
        N_("Check the name and the drive, or make a new workspace there."),
    ),
    errors.WorkspaceExists: _Texts(
        N_("The file is already there"),
        N_("{path} already exists and was not overwritten."),
        N_("Choose another name, or open the file that is there."),
    ),
    errors.WorkspaceTooNew: _Texts(
        N_("From a later version"),
        N_("{path} was written by a later version of Outreach and was left untouched."),
        N_("Update Outreach on this computer, then open it again."),
    ),
    errors.WorkspaceInUse: _Texts(
        N_("Open somewhere else"),
        N_("{path} is already open for writing ({holder})."),
        N_("Close the other window, or wait until the other command is done, and try again."),
    ),
    errors.WorkspaceReadOnly: _Texts(
        N_("Cannot be written"),
        N_("{path} cannot be written: the file or its folder is read-only."),
        N_("Move the workspace to a folder of your own, or ask for the right to write there."),
    ),
    errors.WorkspaceDamaged: _Texts(
        N_("The workspace is damaged"),
        N_("{path} is damaged ({detail})."),
        N_("Keep a copy of the file, then go on with the latest backup."),
    ),
    errors.WorkspaceUnreachable: _Texts(
        N_("The server does not answer"),
        N_("The shared workspace at {path} does not answer."),
        N_("Check the network, and that the address is right, and try again."),
    ),
    errors.WorkspaceRefused: _Texts(
        N_("The server lets nobody in"),
        N_("The server answers, and does not let this login into {path}. ({words})"),
        N_("Check the name of the database and of the login, or ask whoever looks after the server."),
    ),
    errors.WorkspaceBehind: _Texts(
        N_("To be brought up to date"),
        N_("The shared workspace at {path} is of an earlier version than this program. It was left as it is."),
        N_(
            "Ask whoever looks after the server to open it once as the owner of its tables and to run “outreach server script”"
            " anew; then open it again."
        ),
    ),
    errors.ServerPasswordWanted: _Texts(
        N_("The password is missing"),
        N_("{path} asks for the password of your login."),
        N_(
            "Type it, or name a file that holds it in OUTREACH_SERVER_PASSWORD_FILE. “outreach server login” keeps it in the key"
            " ring."
        ),
    ),
    errors.ServerPasswordRefused: _Texts(
        N_("The password does not fit"),
        N_("{path} does not take the password of this login."),
        N_("Look at Caps Lock and the keyboard's language and try again, or ask whoever looks after the server."),
    ),
    errors.UnsafeSqlite: _Texts(
        N_("An unsafe SQLite"),
        N_("SQLite {version} has a known fault that can lose what was saved; Outreach does not write with it."),
        N_("Install Outreach anew with its own installer; it brings a sound one along."),
    ),
    errors.WorkspaceLocked: _Texts(
        N_("The workspace is locked"),
        N_("{path} is encrypted, and no passphrase was given."),
        N_("Type the passphrase, or name a file that holds it in OUTREACH_PASSPHRASE_FILE."),
    ),
    errors.WrongPassphrase: _Texts(
        N_("The passphrase does not fit"),
        N_("That is neither the passphrase nor the recovery code of {path}. The workspace itself is whole."),
        N_("Look at Caps Lock and the keyboard's language and try again, or use the printed recovery code."),
    ),
    errors.KeysMissing: _Texts(
        N_("The keys are missing"),
        N_("{path} is encrypted, and the file with its keys, which lies beside it, is gone or damaged."),
        N_("Put the file that ends in .keys back beside it, or restore a backup: each holds its keys."),
    ),
    errors.NotEncrypted: _Texts(
        N_("Not encrypted"),
        N_("{path} should be encrypted and is not. It was not opened."),
        N_(
            "Somebody may have put another file in its place. Restore the latest backup, or ask the one who looks after the "
            "computer; if it is meant to be so, say it with “outreach key accept-plain”."
        ),
    ),
    errors.UnsafePlace: _Texts(
        N_("Not a place for a live workspace"),
        N_("{path} lies in {place}. There, files are changed behind the program's back and records get lost."),
        N_("Keep the workspace on the computer's own disk; backups may lie there."),
    ),
    errors.BackupUnusable: _Texts(
        N_("The backup cannot be used"),
        N_("{path} cannot be restored: {reason}"),
        N_("Choose another backup. Nothing was changed."),
    ),
    errors.SealedUnreadable: _Texts(
        N_("Something that was logged while locked cannot be opened"),
        N_("It stays in {path}, damaged or sealed with a key that this register no longer has: {count} in all."),
        N_("Nothing was thrown away. Ask whoever was at the booth."),
    ),
    errors.TooMuchRemoved: _Texts(
        N_("That would remove a lot"),
        N_("{count} of {known} would be removed. Nothing has been removed yet."),
        N_("Look at the list once more. If it is right, say so."),
    ),
    errors.Restricted: _Texts(
        N_("The person's data may not be used"),
        N_("The person objects, or asked us to leave the data as they are."),
        N_("Lift the restriction first, if that is what was agreed with the person."),
    ),
    errors.ReasonNeeded: _Texts(
        N_("Many people leave the program"),
        N_("{count} people would leave the program, and nobody said what for."),
        N_("Say in a few words what they are to be used for."),
    ),
    errors.DiskFull: _Texts(
        N_("The disk is full"),
        N_(
            "The disk {drive} is full; at least {missing} must be made free. What was saved before is safe; the latest change was "
            "not kept, and what you typed still stands."
        ),
        N_("Make room on the disk and save again."),
    ),
    errors.DiskFault: _Texts(
        N_("The disk gave an error"),
        N_("The disk of {path} gave an error. What was saved before is safe; the latest change was not kept."),
        N_("Try again. If it comes again, put a backup on another disk and let somebody look at this one."),
    ),
    errors.ChangedBySomeoneElse: _Texts(
        N_("Changed by somebody else"),
        N_("This record ({kind}) was saved by somebody else after you opened it. Your change was not kept."),
        N_("Open it again, see what is new, and make your change once more."),
    ),
    errors.SameFieldChanged: _Texts(
        N_("You both changed the same"),
        N_("{who} changed the same in this record ({kind}) after you opened it. Your change was not kept."),
        N_("Look at both and say which is right."),
    ),
    errors.NotFound: _Texts(
        N_("Not found"),
        N_("Nothing is known by “{what}”."),
        N_("Search with fewer words, or use the record's id."),
    ),
    errors.Ambiguous: _Texts(
        N_("Several fit"),
        N_("“{what}” fits several records: {candidates}."),
        N_("Write more of the name, or use the record's id."),
    ),
    errors.StillInUse: _Texts(
        N_("Still in use"),
        "",
        N_("Remove the other ones first."),
    ),
    errors.AppendOnly: _Texts(
        N_("It may no longer be changed"),
        N_("This is kept as it was written ({kind}): its tender is advertised, or what was said has been published."),
        N_("Write an addition instead; it stands below with its day."),
    ),
    errors.HoldsInformation: _Texts(
        N_("It cannot be removed"),
        N_("New information that everybody shall get came out of it ({kind})."),
        N_("Publish the information. If it was a slip, undo the action that kept it."),
    ),
    errors.NameStillThere: _Texts(
        N_("A name could not be masked"),
        N_("The paper was read back and {count} of the names still stands on it. It was not written."),
        N_("Make the paper with names for yourself, see where they stand, and write to the makers of Outreach."),
    ),
    errors.InvalidInput: _Texts(
        N_("Something is not right yet"),
        N_("{field}: {reason}"),
    ),
    errors.NothingToUndo: _Texts(
        N_("Nothing to undo"),
        N_("There is no such action to take back or to do again."),
    ),
    errors.BadFile: _Texts(
        N_("The file cannot be read"),
        N_("{path} cannot be read. {reason}"),
        N_("Nothing was taken from it."),
    ),
    errors.UnknownFormat: _Texts(
        N_("An unknown kind of file"),
        N_("{path} is of a kind that Outreach cannot read. {reason}"),
        N_("Nothing was taken from it."),
    ),
    errors.FileTooLarge: _Texts(
        N_("The file is too large"),
        N_("{path} holds {size}; files of this kind may hold {limit} at most."),
        N_("It was not opened. Check that it is the file you meant, or divide it."),
    ),
    errors.NotAFile: _Texts(
        N_("Not a file"),
        N_("{path} is a folder or a device, not a file. {reason}"),
        N_("Name the file itself."),
    ),
    errors.CannotWrite: _Texts(
        N_("The file could not be written"),
        N_("{path} could not be written. {reason}"),
        N_("Choose another folder, or ask for the right to write there."),
    ),
    errors.TypefaceMissing: _Texts(
        N_("The typeface is missing"),
        N_("The typeface {typeface} ({cut}), which print embeds, is not installed or is damaged."),
        N_("Install Outreach anew with its own installer."),
    ),
    errors.NotSetUp: _Texts(
        N_("Not set up yet"),
        N_("{what}"),
        N_("Name it in the preferences, or with “outreach mail set”."),
    ),
    errors.ExtraMissing: _Texts(
        N_("An extra is missing"),
        N_("{what}"),
        N_("It is an extra. Add it with: {command}"),
    ),
    errors.NoKeyRing: _Texts(
        N_("No key ring"),
        N_("This computer has no key ring where a password can be kept. Outreach never writes one into a file."),
        N_("Type the password each time, or ask IT for a key ring."),
    ),
    errors.PasswordWanted: _Texts(
        N_("The password is missing"),
        N_("No password is known for {account}."),
        N_("Type it in the preferences, or name a file with it in OUTREACH_MAIL_PASSWORD_FILE."),
    ),
    errors.AlreadySending: _Texts(
        N_("Already sending"),
        N_("Another window or computer is sending the letters of this workspace."),
        N_("Wait until it is done; what is left can be sent then."),
    ),
    errors.AlreadyPublishing: _Texts(
        N_("Already under way"),
        N_("Another window or computer is working on the calendar on the server."),
        N_("Try again in a moment."),
    ),
    errors.ServerUnreachable: _Texts(
        N_("The server does not answer"),
        N_("{server} does not answer. ({words})"),
        N_("Check the name, the port and the network, and try again."),
    ),
    errors.CertificateRefused: _Texts(
        N_("The server is not who it says"),
        N_("{server} could not prove who it is. ({words}) No password was sent."),
        N_("Check the name of the server; if it is right, ask IT about its certificate."),
    ),
    errors.NoEncryption: _Texts(
        N_("No encryption"),
        N_("{server} offers no encryption here. No password was sent."),
        N_("Check the port and the kind of security, or ask IT."),
    ),
    errors.WrongPassword: _Texts(
        N_("Not let in"),
        N_("{server} does not accept the user name and password. ({words})"),
        N_("Check both. Microsoft 365 and Google may also want IT to allow sending by programs, or an app password."),
    ),
    errors.SenderRefused: _Texts(
        N_("The sender was refused"),
        N_("{server} takes no letters from this sender. ({words})"),
        N_("Check the sender's address; the user may need the right to send as it."),
    ),
    errors.ServerBusy: _Texts(
        N_("The server asks to wait"),
        N_("{server} takes no more at present. ({words})"),
        N_("What is left waits; send it again in a while."),
    ),
    errors.ServerSaidNo: _Texts(
        N_("The server refused"),
        N_("{server} refused. ({words})"),
        N_("Ask IT what the server's answer means."),
    ),
    errors.PlaceMissing: _Texts(
        N_("Not on the server"),
        N_("{server} has no {place}, or does not show it to this user."),
        N_("Check the name, and who may see it."),
    ),
    errors.LineCut: _Texts(
        N_("The line was cut"),
        N_("The connection to {server} broke. ({words})"),
        N_("Try again; nothing is sent twice."),
    ),
    errors.Cancelled: _Texts(
        N_("Stopped"),
        N_("It was stopped before it was done."),
        _NOTHING_LOST,
    ),
}

_RELIEVED = N_("Outreach held a little room in reserve and has let go of it: save again now, then make room on the disk.")
_IN_USE = NN_("It cannot be removed: {n} other record needs it.", "It cannot be removed: {n} other records need it.")


def explain(error: BaseException, language: Language) -> Explanation | None:
    """Return the words for a known error in `language`, or None for anything else: that is a bug.

    A class without words of its own takes those of the nearest class above it.
    """
    texts = next((_TEXTS[cls] for cls in type(error).__mro__ if cls in _TEXTS), None)
    if texts is None or not isinstance(error, errors.OutreachError):
        return None
    facts = _facts(error, language)
    if isinstance(error, errors.StillInUse):
        sentence = language.count(_IN_USE, int(str(error.facts["count"])))
    else:
        sentence = " ".join(language.say(texts.sentence, **facts).split())
    step = _RELIEVED if isinstance(error, errors.DiskFull) and error.relieved else texts.next_step
    return Explanation(language.say(texts.title), sentence.replace(" ()", ""), language.say(step, **facts))


def explained_classes() -> frozenset[type[errors.OutreachError]]:
    """Return the classes that have words of their own (for the test that none is forgotten)."""
    return frozenset(_TEXTS)


def say_problem(problem: Problem, language: Language) -> str:
    """Write one problem of a file: "line 12: the card has no name: “N:;;;”". The file's name is left to the list.

    A line of 0 means the whole file and is left out; so is the text when none was kept.
    """
    reason = _filled(problem.reason, problem.values, language)
    said = language.say(N_("line {line}: {reason}"), line=language.number(problem.line), reason=reason)
    words = said if problem.line else reason
    if not problem.text:
        return words
    return language.say(N_("{reason}: “{text}”"), reason=words.rstrip("."), text=problem.text)


def say_size(size: int, language: Language) -> str:
    """Write a size in bytes for people: "640 kB", "12,5 MB", "10 GB" (powers of ten)."""
    for factor, unit in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= factor:
            return f"{language.number(round(size / factor, 1 if size < 100 * factor else 0))}\xa0{unit}"
    return language.count(NN_("{n} byte", "{n} bytes"), size)


def _facts(error: errors.OutreachError, language: Language) -> dict[str, object]:
    facts: dict[str, object] = dict(error.facts)
    if isinstance(error, errors.InvalidInput):
        facts["field"] = language.say(error.field)
        facts["reason"] = _filled(error.reason, error.values, language)
    if isinstance(error, errors.BadFile):
        facts["reason"] = _filled(error.reason, error.values, language)
    if isinstance(error, errors.CannotWrite) and facts["reason"]:
        facts["reason"] = f"({language.say(str(facts['reason']))})"
    if isinstance(error, errors.ChangedBySomeoneElse | errors.AppendOnly | errors.HoldsInformation):
        facts["kind"] = language.say(KIND_WORDS[Kind(str(facts["kind"]))])
    if isinstance(error, errors.FileTooLarge):
        facts |= {name: say_size(int(str(facts[name])), language) for name in ("size", "limit")}
    facts |= _facts_of_disk(error, language)
    if isinstance(error, errors.NotSetUp | errors.ExtraMissing):
        facts["what"] = language.say(str(facts["what"]))
    if "words" in facts:
        # A server writes what it likes: one line, and no signs that a terminal would act on.
        words = " ".join(language.say(str(facts["words"])).split())[:200].rstrip(".")
        facts["words"] = "".join(char if char.isprintable() else "�" for char in words)
    if "path" in facts:
        facts["path"] = _place(str(facts["path"]))
    return facts


def _facts_of_disk(error: errors.OutreachError, language: Language) -> dict[str, object]:
    facts = error.facts
    if isinstance(error, errors.DiskFull):
        missing = say_size(int(str(facts["missing"])) or 1 << 20, language)
        return {"drive": _place(str(facts["drive"] or facts["path"])), "missing": missing}
    if isinstance(error, errors.UnsafePlace):
        return {"place": language.say(str(facts["place"]))}
    if isinstance(error, errors.WorkspaceDamaged):
        return {"detail": language.say(str(facts["detail"]))}
    if isinstance(error, errors.BackupUnusable):
        return {"reason": language.say(error.reason)}
    return {}


def _place(path: str) -> str:
    """Return a path as it may be shown: without line breaks and other signs that a terminal would act on."""
    shown = split_address(path)[0] if "://" in path else str(Path(path))
    return "".join(char if char.isprintable() else "�" for char in shown)


def _filled(text: str, values: Mapping[str, Any], language: Language) -> str:
    """Say a catalogue text with its values. What is no catalogue text, or lacks a value, is shown as it stands."""
    try:
        return language.say(text, **{name: str(value) for name, value in values.items()})
    except (KeyError, IndexError, ValueError):
        return language.say(text)
