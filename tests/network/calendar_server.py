"""A real Radicale on loopback, in a process of its own, with one calendar and one user."""

from __future__ import annotations

import base64
import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from outreach.domain.accounts import CalendarServer

USER, PASSWORD = "unit", "hemligt"


class Radicale:
    """The server. `ask` is the other side: a calendar program of somebody else's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        users = folder / "users"
        users.write_text(f"{USER}:{PASSWORD}\n")
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port: int = listener.getsockname()[1]
        self._command = [
            sys.executable, "-W", "ignore", "-m", "radicale", "--config", "",
            "--server-hosts", f"127.0.0.1:{self.port}",
            "--storage-filesystem-folder", str(folder / "storage"),
            "--auth-type", "htpasswd", "--auth-htpasswd-filename", str(users), "--auth-htpasswd-encryption", "plain",
            "--auth-delay", "0", "--logging-level", "critical",
        ]  # fmt: skip

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, env=os.environ | {"RADICALE_CONFIG": ""})
        for _ in range(400):
            try:
                self.ask("OPTIONS", "/")
                break
            except OSError:
                time.sleep(0.05)
        self.ask("MKCALENDAR", f"/{USER}/events/")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)

    @property
    def calendar(self) -> CalendarServer:
        return CalendarServer(url=f"http://127.0.0.1:{self.port}/{USER}/events/", user=USER)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str]:
        """Return status, ETag and text."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        secret = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        try:
            line.request(method, path, body.encode(), {"Authorization": f"Basic {secret}", **headers})
            answer = line.getresponse()
            return answer.status, answer.getheader("ETag") or "", answer.read().decode()
        finally:
            line.close()

    def path(self, uid: str) -> str:
        return f"/{USER}/events/{uid}.ics"

    def text(self, uid: str) -> str:
        """Return an entry, unfolded; empty when it is not there."""
        status, _, text = self.ask("GET", self.path(uid))
        return text.replace("\r\n ", "").replace("\n ", "") if status == 200 else ""

    def change(self, uid: str, *pairs: tuple[str, str]) -> None:
        """Edit an entry as somebody else's program does."""
        text = self.text(uid)
        for old, new in pairs:
            assert old in text, (old, text)
            text = text.replace(old, new)
        status, _, _ = self.ask("PUT", self.path(uid), text, **{"Content-Type": "text/calendar"})
        assert status in (200, 201, 204), status
