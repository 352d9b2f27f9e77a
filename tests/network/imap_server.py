"""A small read-only IMAP4rev1 server on loopback: serves folders, records every command, and has no command that writes."""

from __future__ import annotations

import base64
import contextlib
import re
import socketserver
import ssl
import threading
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message
from typing import Self

from tests.network.certificates import Certificates
from tests.network.mail_server import PASSWORD, USER

#: What a client that only reads may say.
READING = frozenset(
    {"CAPABILITY", "NOOP", "STARTTLS", "LOGIN", "AUTHENTICATE", "EXAMINE", "UID SEARCH", "UID FETCH", "LOGOUT"}
)


class Folder:
    """Letters by their UID, and when they came ("01-Nov-2026")."""

    def __init__(self, validity: int = 1) -> None:
        self.validity = validity
        self.letters: dict[int, bytes] = {}

    def put(self, data: bytes) -> int:
        uid = max(self.letters, default=0) + 1
        self.letters[uid] = data
        return uid


class ImapServer:
    """The server. `commands` are those that came, without their values; `raw` the whole lines but for passwords."""

    def __init__(self, certificates: Certificates | None = None, *, tls: bool = False) -> None:
        self.folders: dict[str, Folder] = {"INBOX": Folder()}
        self.commands: list[str] = []
        self.raw: list[str] = []
        self.cut_after: int | None = None
        self.tls = tls
        self.context: ssl.SSLContext | None = None
        if certificates is not None:
            self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.context.load_cert_chain(certificates.chain, certificates.key)
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError, ValueError):
                    _Talk(outer, self.request).run()

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Talk:
    """One connection."""

    def __init__(self, server: ImapServer, sock: object) -> None:
        self._server = server
        self._sock = sock
        if server.tls and server.context is not None:
            self._wrap()
        self._file = self._sock.makefile("rb")  # type: ignore[attr-defined]
        self._folder: Folder | None = None
        self._private = server.tls or server.context is None
        self._in = False
        self._over = False

    def _wrap(self) -> None:
        assert self._server.context is not None
        self._sock = self._server.context.wrap_socket(self._sock, server_side=True)  # type: ignore[arg-type]

    def run(self) -> None:
        self._say("* OK ready")
        while not self._over:
            line = self._file.readline()
            if not line:
                break
            self._answer(line.decode("utf-8", "replace").rstrip("\r\n"))
        self._sock.close()  # type: ignore[attr-defined]

    def _answer(self, line: str) -> None:
        tag, _, rest = line.partition(" ")
        word, _, values = rest.partition(" ")
        word = word.upper()
        if word == "UID":
            second, _, values = values.partition(" ")
            word = f"UID {second.upper()}"
        self._server.commands.append(word)
        self._server.raw.append(word if word in ("LOGIN", "AUTHENTICATE") else f"{word} {values}")
        if self._server.cut_after is not None and len(self._server.commands) > self._server.cut_after:
            self._over = True
            return
        answers: dict[str, Callable[[str, str], None]] = {
            "CAPABILITY": self._capability,
            "NOOP": lambda tag, _: self._say(f"{tag} OK done"),
            "STARTTLS": self._starttls,
            "LOGIN": self._login,
            "AUTHENTICATE": self._authenticate,
            "EXAMINE": self._examine,
            "UID SEARCH": self._search,
            "UID FETCH": self._fetch,
            "LOGOUT": self._logout,
        }
        answers.get(word, lambda tag, _: self._say(f"{tag} BAD not for you"))(tag, values)

    def _capability(self, tag: str, _values: str) -> None:
        more = "" if self._private else " STARTTLS LOGINDISABLED"
        self._say(f"* CAPABILITY IMAP4rev1 AUTH=PLAIN{more}")
        self._say(f"{tag} OK done")

    def _starttls(self, tag: str, _values: str) -> None:
        if self._server.context is None or self._private:
            self._say(f"{tag} BAD no")
            return
        self._say(f"{tag} OK begin")
        self._wrap()
        self._file = self._sock.makefile("rb")  # type: ignore[attr-defined]
        self._private = True

    def _login(self, tag: str, values: str) -> None:
        found = re.fullmatch(r'"?([^" ]+)"? "(.*)"', values)
        good = found is not None and (found[1], found[2].replace('\\"', '"')) == (USER, PASSWORD)
        self._let_in(tag, good)

    def _authenticate(self, tag: str, _values: str) -> None:
        self._say("+ ")
        secret = base64.b64decode(self._file.readline()).decode()
        self._let_in(tag, secret == f"\0{USER}\0{PASSWORD}")

    def _let_in(self, tag: str, good: bool) -> None:
        self._in = good and self._private
        self._say(f"{tag} OK in" if self._in else f"{tag} NO [AUTHENTICATIONFAILED] wrong name or password")

    def _examine(self, tag: str, values: str) -> None:
        folder = self._server.folders.get(values.strip('"'))
        if folder is None or not self._in:
            self._say(f"{tag} NO no such mailbox")
            return
        self._folder = folder
        self._say(f"* {len(folder.letters)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {folder.validity}] valid")
        self._say(f"{tag} OK [READ-ONLY] done")

    def _search(self, tag: str, values: str) -> None:
        assert self._folder is not None
        uids = sorted(self._folder.letters)
        found = re.fullmatch(r"\(?UID (\d+):\*\)?", values)
        if found:
            first = int(found[1])
            uids = [uid for uid in uids if uid >= first] or uids[-1:]
        self._say("* SEARCH " + " ".join(map(str, uids)))
        self._say(f"{tag} OK done")

    def _fetch(self, tag: str, values: str) -> None:
        assert self._folder is not None
        numbers, _, items = values.partition(" ")
        for number, uid in enumerate(sorted(self._folder.letters), start=1):
            if uid not in _numbers(numbers):
                continue
            data = self._folder.letters[uid]
            if "BODYSTRUCTURE" in items:
                shape = _structure(message_from_bytes(data))
                self._say(f"* {number} FETCH (UID {uid} RFC822.SIZE {len(data)} BODYSTRUCTURE {shape})")
            elif "BODY.PEEK[]" in items:
                self._say(f"* {number} FETCH (UID {uid} BODY[]<0> {{{len(data)}}}")
                self._send(data)
                self._say(")")
            else:
                self._say(f"{tag} BAD only peeking is allowed")
                return
        self._say(f"{tag} OK done")

    def _logout(self, tag: str, _values: str) -> None:
        self._say("* BYE")
        self._say(f"{tag} OK done")
        self._over = True

    def _say(self, line: str) -> None:
        self._send(line.encode() + b"\r\n")

    def _send(self, data: bytes) -> None:
        self._sock.sendall(data)  # type: ignore[attr-defined]


def _numbers(text: str) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition(":")
        found.update(range(int(first), int(last or first) + 1))
    return found


def _structure(message: Message) -> str:
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        parts = "".join(_structure(part) for part in message.get_payload())  # type: ignore[union-attr, arg-type]
        return f'({parts} "{message.get_content_subtype()}")'
    name = message.get_filename()
    shown = f'("name" {{{len(name)}}}\r\n{name})' if name else "NIL"
    kind, sub = message.get_content_maintype().upper(), message.get_content_subtype().upper()
    return f'("{kind}" "{sub}" {shown} NIL NIL "7BIT" 10 1)'
