"""A stand-in for TED on loopback: answers a search, gives XML by publication number, and misbehaves on wish."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.network.certificates import Certificates


@dataclass
class TedStandIn:
    """`notices` by publication number; `asked` are the bodies of searches. `status`, `answer` and `location` misbehave."""

    notices: dict[str, bytes] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    status: int = 200
    answer: bytes | None = None
    location: str = ""
    address: str = ""

    def hits(self) -> bytes:
        found = [{"publication-number": one, "links": {"xml": {"MUL": "https://evil.example/x"}}} for one in self.notices]
        return json.dumps({"notices": found, "totalNoticeCount": len(found) + 5}).encode()


@contextmanager
def ted_stand_in(certificates: Certificates | None = None) -> Iterator[TedStandIn]:
    stand_in = TedStandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            stand_in.asked.append({"path": self.path} | json.loads(self.rfile.read(length)))
            self.reply(stand_in.hits() if stand_in.answer is None else stand_in.answer)

        def do_GET(self) -> None:
            number = self.path.split("/")[3]
            stand_in.fetched.append(number)
            self.reply(stand_in.notices.get(number, b""))

        def reply(self, body: bytes) -> None:
            self.send_response(stand_in.status)
            if stand_in.location:
                self.send_header("Location", stand_in.location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            # Whoever hangs up early has read enough.
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    scheme = "http"
    if certificates is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates.chain, certificates.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    stand_in.address = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
