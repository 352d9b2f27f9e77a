"""A private line to the PostgreSQL server of the tests, whose wheel has no TLS of its own: certificate and handshake are real.

It answers PostgreSQL's SSLRequest, proves itself with the certificate that it is given, and hands everything on to the socket.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from tests.network.certificates import Certificates
from tests.storage.bad_line import socket_of

_SSL_REQUEST = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"


class PrivateLine:
    """The front. `said` is every byte that a client said inside a proven line; `in_the_open` what it said without one."""

    def __init__(self, address: str, certificates: Certificates | None, host: str = "127.0.0.1") -> None:
        self._target = socket_of(address)
        self._database = urlsplit(address).path
        self._context: ssl.SSLContext | None = None
        if certificates is not None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(certificates.chain, certificates.key)
        self._listener = socket.create_server((host, 0))
        self.port = self._listener.getsockname()[1]
        self.said = self.in_the_open = b""
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def address(self, user: str, host: str, root: Path | None) -> str:
        """The address of the workspace for a user, by a name of the server; `root` is the authority that he trusts."""
        query = f"?sslrootcert={root}" if root else ""
        return f"postgresql://{user}@{host}:{self.port}{self._database}{query}"

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        for one in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self._threads:
            thread.join(2)

    def _begin(self, work: object, *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._open.append(client)
                self._begin(self._greet, client)

    def _greet(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            asked = client.recv(8)
            if asked != _SSL_REQUEST or self._context is None:
                self.in_the_open += asked if asked != _SSL_REQUEST else b""
                client.sendall(b"N")
                while more := client.recv(65536):
                    self.in_the_open += more
                return
            client.sendall(b"S")
            with self._context.wrap_socket(client, server_side=True) as private, socket.socket(socket.AF_UNIX) as server:
                server.connect(self._target)
                self._open += [private, server]
                self._begin(self._down, private, server)
                while data := private.recv(65536):
                    self.said += data
                    server.sendall(data)
                server.shutdown(socket.SHUT_WR)

    def _down(self, private: ssl.SSLSocket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                private.sendall(data)
            private.shutdown(socket.SHUT_WR)
