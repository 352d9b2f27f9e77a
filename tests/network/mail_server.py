"""A real mail server on loopback (aiosmtpd), which keeps what it took and can be told to be difficult."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.network.certificates import Certificates

USER, PASSWORD = "utskick@alvbro.example", "hemlig-åäö"


class Letterbox:
    """What the server took. The `*_answers` give its words: they are asked with what came and may return None for yes."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []
        self.greetings: list[str] = []
        self.senders: list[str] = []
        self.rcpt_answers: Callable[[str], str | None] = lambda _: None
        self.mail_answers: Callable[[str], str | None] = lambda _: None
        self.data_answers: Callable[[Envelope], str | None] = lambda _: None
        self._guard = threading.Lock()

    @property
    def message_ids(self) -> Counter[str]:
        """How often each letter is there, by its Message-ID."""
        with self._guard:
            taken = [bytes(one.content or b"") for one in self.letters]
        return Counter(str(message_from_bytes(data)["Message-ID"]) for data in taken)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.greetings.append(hostname)
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, mail_options: list[str]
    ) -> str:
        answer = self.mail_answers(address)
        if answer is None:
            envelope.mail_from = address
            envelope.mail_options.extend(mail_options)
            self.senders.append(address)
        return answer or "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        answer = self.rcpt_answers(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.data_answers(envelope)
        if answer is None:
            with self._guard:
                self.letters.append(envelope)
        return answer or "250 2.0.0 Taken"


def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=False, message=None if good else "535 5.7.8 Wrong password")


class MailServerOnLoopback:
    """The server: with certificates it wants STARTTLS (or `tls` from the start) and AUTH, without it takes everything."""

    def __init__(
        self,
        box: Letterbox,
        certificates: Certificates | None = None,
        *,
        tls: bool = False,
        server_class: type[SMTP] = SMTP,
        **options: Any,
    ) -> None:
        context = None
        if certificates is not None:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificates.chain, certificates.key)
        if context is not None and not tls:
            options |= {"tls_context": context, "require_starttls": True, "auth_required": True}
        if context is not None:
            options |= {"authenticator": authenticate}
        self.box = box
        self._options = options
        self._tls = context if tls else None
        self._class = server_class
        self._lines: list[SMTP] = []
        self._loop = asyncio.new_event_loop()
        # A line that is cut in the middle of TLS is no news here.
        self._loop.set_exception_handler(lambda *_: None)
        self._thread = threading.Thread(target=self._loop.run_forever)

    def __enter__(self) -> Self:
        def made() -> SMTP:
            line = self._class(self.box, loop=self._loop, **self._options)
            self._lines.append(line)
            return line

        async def listen() -> asyncio.Server:
            return await self._loop.create_server(made, "127.0.0.1", 0, ssl=self._tls)

        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(listen(), self._loop).result(10)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    def settle(self) -> None:
        """Wait until the server is through with what it was handed before the lines broke or were hung up."""

        async def through() -> bool:
            others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            return not others or not (await asyncio.wait(others, timeout=30))[1]

        assert asyncio.run_coroutine_threadsafe(through(), self._loop).result(40), "a line is still open"

    def __exit__(self, *_: object) -> None:
        async def stop() -> None:
            self._server.close()
            others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            for line in self._lines:
                # A line whose other end was killed in the middle stays open else, and is complained of when it is collected.
                # After STARTTLS there are two: the one that is encrypted, and the bare one below it.
                for transport in (line.transport, line._original_transport):
                    if isinstance(transport, asyncio.Transport):
                        transport.abort()
            for _ in range(3):  # the loop tells the lines that they are lost in its next turns
                await asyncio.sleep(0)

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
