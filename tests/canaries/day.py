"""The day: files come in, conversations are logged from both doors, papers and drafts go out, the window locks, crashes, dies."""

from __future__ import annotations

import json
import os
import resource
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PASSPHRASE = "spoon gaffel tolv moln"
#: Where a program that does not ask leaves files; beside these, the day's own folder stands for home, temporary and settings.
_PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run/user", str(Path.home()))
_LARGEST = 16 << 20
#: What those who watch the day write of it themselves.
_NOT_OURS = ("/tmp/bash_jobs", "/tmp/vault-")
#: How the window of a round ends.
ENDS = ("closed", "killed", "crashed", "killed while locked")


def canaries(number: int = 60) -> list[str]:
    """Return words that stand nowhere else: letters a–z alone, so that no index and no file name writes them otherwise."""
    return [f"Qanarie{chr(97 + at // 26)}{chr(97 + at % 26)}zyx" for at in range(number)]


@dataclass
class Day:
    """One day in a home of its own. `own` holds the files that strangers gave and that the officer wrote: those may be read."""

    home: Path
    encrypted: bool = True
    words: list[str] = field(default_factory=canaries)
    said: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """Commands that ended otherwise than they should: what was not done left nothing to find."""
    began: float = field(default_factory=time.time)

    def __post_init__(self) -> None:
        for name in ("own", "tmp", "cwd", "user", "safe", "share", "stick"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        (self.home / "safe" / "passphrase").write_text(PASSPHRASE)

    @property
    def own(self) -> Path:
        """The officer's own files."""
        return self.home / "own"

    @property
    def workspace(self) -> Path:
        """The register."""
        return self.home / "user" / "register.outreach"

    def env(self) -> dict[str, str]:
        """Where everything goes that the program writes."""
        made = os.environ | {
            "HOME": str(self.home / "user"),
            "TMPDIR": str(self.home / "tmp"),
            "OUTREACH_HOME": str(self.home / "outreach"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_RUNTIME_DIR": str(self.home / "tmp"),
            "OUTREACH_PASSPHRASE_FILE": str(self.home / "safe" / "passphrase") if self.encrypted else "",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            "LANGUAGE": "en",
        }
        made.pop("OUTREACH_NEW_PASSPHRASE_FILE", None)
        return made

    def run(self, *words: str, may_fail: bool = False) -> str:
        """Run a command as a shell would."""
        code = self._command("--workspace", str(self.workspace), *words)
        said, complained = ((self.home / name).read_text("utf-8", "replace") for name in ("said", "complained"))
        for name in ("said", "complained"):
            (self.home / name).unlink()  # what a command answers is for who asked
        self.said.append(f"{words[0]} {code}")
        if code and not may_fail:
            self.failed.append(f"{' '.join(words)}: {complained.strip()[-300:]}")
        return said

    def _command(self, *words: str) -> int:
        """Be the program for one command, in a copy of this process that has read the libraries; return its exit code."""
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        code = 1
        try:
            os.environ.clear()
            os.environ.update(self.env())
            os.chdir(self.home / "cwd")
            want_cores()
            tempfile.tempdir = None
            for number, name in ((1, "said"), (2, "complained")):
                os.dup2(os.open(self.home / name, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), number)
            from outreach.app import main

            code = main(words)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        finally:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os._exit(code)

    def ids(self, *words: str) -> list[str]:
        """Return the ids that a list gives."""
        told = self.run(*words, "--json")
        found = json.loads(told) if told.strip() else {}
        rows = next((value for value in found.values() if isinstance(value, list)), [])
        return [str(row["id"]) for row in rows if "id" in row]

    def window(self, end: str, number: int) -> None:
        """Work in the window, which ends as `end` says."""
        done = self._start([sys.executable, "-m", "tests.canaries.window_round", str(self.workspace), end, *self._few(number)])
        expected = {"closed": 0, "killed": -9, "crashed": -11, "killed while locked": -9}[end]
        self.said.append(f"window {end}")
        if done.returncode != expected:
            raise AssertionError(f"{end}: {done.returncode}\n{done.stdout}\n{done.stderr}")

    def _start(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.home / "cwd", env=self.env(), capture_output=True, text=True, timeout=300,
            preexec_fn=want_cores, check=False,
        )  # fmt: skip

    def _few(self, number: int) -> list[str]:
        return [self.words[(number * 8 + at) % len(self.words)] for at in range(8)]

    # The day ---------------------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the register."""
        self._command("new", str(self.workspace))
        assert self.workspace.exists()
        plain = self.workspace.read_bytes().startswith(b"SQLite format 3\0")
        assert plain is not self.encrypted

    def morning(self) -> None:
        """Files come in; two conversations are logged from a terminal."""
        w = self.words
        (self.own / "cards.vcf").write_text(_card(w[0], w[1], w[2]) + _card(w[3], w[4], w[5]))
        (self.own / "list.csv").write_text(f"Namn,E-post,Anteckning\n{w[6]} Ek,{w[7]}@example.com,{w[8]}\n{w[9]} Ek,,{w[10]}\n")
        (self.own / "plan.ics").write_text(_calendar(w[11], w[12]))
        (self.own / "broken.vcf").write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:{w[13]}\nN;{w[14]}\nEMAIL\n")
        self.run("unit", "set", "--municipality", f"{w[15]} kommun", "--email", "inkop@example.com")
        # Who works at this computer stands in its settings, as in every program; the name is the user's own.
        self.run("officer", "add", "Anna Ek")
        self.run("person", "add", f"{w[16]} Ek", may_fail=True)
        self.run("import", str(self.own / "cards.vcf"), str(self.own / "plan.ics"))
        self.run("import", str(self.own / "list.csv"), "--kind", "contacts", may_fail=True)
        _workbook(self.own / "list.xlsx", [("Namn", "E-post", "Anteckning"), (f"{w[55]} Ek", f"{w[56]}@example.com", w[57])])
        self.run("import", str(self.own / "list.xlsx"), "--kind", "contacts", may_fail=True)
        self.run("import", str(self.own / "broken.vcf"), may_fail=True)
        self.run("capture", f"{w[17]} Berg, {w[18]} Bygg AB, 070-123 45 67, {w[19]}@bygg.example: {w[20]} #{w[21].lower()} !fre")

    def noon(self) -> None:
        """What takes personal text at a terminal, right and wrong; papers and lists go out."""
        w = self.words
        self.run("person", "add", f"{w[22]} Dahl", "--notes", w[23], may_fail=True)
        self.run("company", "add", f"{w[24]} AB", may_fail=True)
        self.run("event", "add", w[25], "--start", "2026-12-01T09:00", may_fail=True)
        self.run("tender", "add", w[26], may_fail=True)
        self.run("follow-up", "add", w[27], may_fail=True)
        self.run("question", "ask", w[28], may_fail=True)
        self.run("tag", "list", may_fail=True)
        self.run("find", w[17])
        self.run("find", w[29])
        self.run("show", w[30], may_fail=True)
        self.run("history", w[31], may_fail=True)
        self.run("meeting", "correct", w[32], w[33], may_fail=True)
        self.run("export", "people", "--to", str(self.own / "people.vcf"), may_fail=True)
        self.run("export", "people", "--to", str(self.own / "people.xlsx"), may_fail=True)
        self.run("handout", "contact-cards", "--to", str(self.own / "cards.pdf"), may_fail=True)
        self.run("effect", "--to", str(self.own / "effect.pdf"), may_fail=True)
        self.run("double", "list", may_fail=True)
        self.run("undo")
        self.run("check")

    def afternoon(self) -> None:
        """Guests are invited, letters and lists go out, one person asks what we have; laptops exchange, a backup comes back."""
        w, own = self.words, self.own
        people = self.ids("person", "list")
        events = self.ids("event", "list")
        tender = self.ids("tender", "list")
        (own / "text.txt").write_text(f"Hej {{first_name}}! {w[34]}\n")
        self.run("guest", "add", events[0], f"{w[35]} Gäst", *people[:2])
        self.run("invite", events[0], "--to", str(own / "invitations"))
        text = ("--person", people[0], "--text", str(own / "text.txt"))
        self.run("mailing", "drafts", *text, "--subject", w[36], "--to", str(own / "mail"))
        self.run("mailing", "letters", *text, "--subject", w[36], "--to", str(own / "letters.pdf"), may_fail=True)
        self.run("mailing", "labels", "--person", people[0], "--to", str(own / "labels.pdf"), may_fail=True)
        for kind in ("sign-in", "badges", "meeting-sheet"):
            self.run("handout", kind, "--event", events[0], "--to", str(own / f"{kind}.pdf"))
        self.run("handout", "flyer", "--tender", tender[0], "--to", str(own / "flyer.pdf"))
        self.run("handout", "flyer", "--tender", tender[0], "--to", str(own / "flyer.eml"))
        self.run("follow-up", "add", w[37], "--due", "2026-12-02", "--person", people[0])
        self.run("answer-draft", self.ids("follow-up", "list")[0], "--to", str(own / "answer.eml"), may_fail=True)
        self.run("question", "ask", f"{w[38]}?")
        self.run("calendar", "print", "--date", "2026-12-01", "--to", str(own / "month.pdf"))
        self.run("informing", "drafts", "--to", str(own / "informing"), may_fail=True)
        self.run("extract", people[0], "--to", str(own / "extract.pdf"), "--both")
        self.run("exchange", "code")
        self.run("exchange", "run", str(self.home / "share"))
        self.run("backup", str(self.home / "stick"), *([] if self.encrypted else ["--plain"]))
        self.run("company", "add", f"{w[39]} AB")
        (backup,) = (self.home / "stick").glob("*.outreach-backup")
        self.run("restore", str(backup), "--accept")
        self.run("rehearse")

    def meet(self) -> None:
        """Meet somebody who will want to be forgotten."""
        w = self.words
        self.run("capture", f"{w[50]} Berg, 070-765 43 21, {w[51]}@glomd.example: {w[52]} !fre")
        self.run("backup")

    def forget(self) -> list[Path]:
        """Erase that person; return the files that must not tell of them any more: all of the register's but older backups."""
        for person in self.ids("person", "list", "--find", self.words[50]):
            self.run("erase", person, "--reason", "art. 17.1 b")
        self.run("check")
        if self.encrypted:
            # The hunt reads what nobody else could.
            self.run("key", "off", "--reason", "the canary day looks for what was erased")
            self.run("backup")
        return self.of_the_register()

    def of_the_register(self) -> list[Path]:
        """The register's own files: database, log, drafts, the newest backup."""
        newest = sorted((self.home / "user" / "backups").glob("*.outreach-backup"), key=lambda file: file.stat().st_mtime)[-1:]
        drafts = [file for file in (self.home / "outreach").rglob("*") if file.is_file()]
        return [*(self.home / "user").glob("register.outreach*"), *newest, *drafts]

    def whole(self, ends: Sequence[str] = ENDS) -> None:
        """The whole day. `ends`: how the windows of its rounds end."""
        self.make()
        self.morning()
        self.noon()
        self.afternoon()
        for number, end in enumerate(ends):
            self.window(end, number + 2)
        self.run("check")

    def written_elsewhere(self) -> list[Path]:
        """Return the files in the places for temporary and own files that were written since the day began, without the day's."""
        found = []
        for place in _PLACES:
            for folder, folders, names in os.walk(place):
                left_out = (str(self.home.parent), *_NOT_OURS)
                folders[:] = [name for name in folders if not str(Path(folder) / name).startswith(left_out)]
                files = [Path(folder) / name for name in names]
                found += [file for file in files if not str(file).startswith(_NOT_OURS) and self._is_new(file)]
        return found

    def _is_new(self, file: Path) -> bool:
        try:
            seen = file.lstat()
        except OSError:
            return False
        return stat.S_ISREG(seen.st_mode) and seen.st_mtime >= self.began and seen.st_size < _LARGEST


def want_cores() -> None:
    """Raise the limit for core files as far as the system lets us, as `ulimit -c unlimited` does."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def core_of_a_careless_program(folder: Path, word: str) -> bool:
    """The control for cores: a careless program leaves one with the word in it. False where the system keeps none in files."""
    code = f"import ctypes; kept = ['{word}' + str(n) for n in range(9)]; ctypes.string_at(0)"
    subprocess.run([sys.executable, "-c", code], cwd=folder, preexec_fn=want_cores, capture_output=True, check=False)
    return any(word.encode() in file.read_bytes() for file in folder.iterdir() if file.is_file())


def _workbook(file: Path, rows: list[tuple[str, ...]]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.create_sheet("Kontakter", 0)
    for row in rows:
        sheet.append(row)
    book.save(file)


def _card(name: str, company: str, note: str) -> str:
    return (
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name} Berg\nN:Berg;{name};;;\nORG:{company} AB\n"
        f"EMAIL:{name.lower()}@example.com\nNOTE:{note}\nEND:VCARD\n"
    )


def _calendar(title: str, place: str) -> str:
    return (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//\nBEGIN:VEVENT\nUID:1@example.com\nDTSTAMP:20261101T090000Z\n"
        f"DTSTART:20261201T090000Z\nDTEND:20261201T100000Z\nSUMMARY:{title}\nLOCATION:{place}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
