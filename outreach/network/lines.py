"""What all lines to servers share: how certificates are checked, how long one waits, and which of our errors a broken line is."""

from __future__ import annotations

import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outreach.errors import CannotWrite, CertificateRefused, ExtraMissing, LineCut, ServerUnreachable

#: Seconds to wait for a connection, and for each answer. RFC 5321 (4.5.3.2) asks for five minutes after some commands; a server
#: that scans what it takes may be slow after the last dot (`AFTER_DOT`), and giving up there is what makes doubles (RFC 1047).
CONNECT, ANSWER, AFTER_DOT = 20.0, 60.0, 600.0


def trust(ca_file: str = "") -> ssl.SSLContext:
    """Return how certificates are checked: by the system's list, TLS 1.2 or later, the name too. Raises CannotWrite.

    `ca_file` adds certificates of one's own (PEM), as a municipality with its own authority has them.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        try:
            context.load_verify_locations(Path(ca_file))
        except (OSError, ssl.SSLError) as error:
            raise CannotWrite(ca_file, str(error.strerror or error)) from error
    return context


@contextmanager
def known_faults(server: str, *, connecting: bool = False) -> Iterator[None]:
    """Turn what a broken line raises into ServerUnreachable (while `connecting`), CertificateRefused or LineCut."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise CertificateRefused(server, error.verify_message or str(error)) from error
    except (TimeoutError, socket.gaierror, EOFError, OSError) as error:
        words = reason_of(error)
        raise (ServerUnreachable(server, words) if connecting else LineCut(server, words)) from error


def extra_missing(what: str, *libraries: str) -> ExtraMissing:
    """Return the error that says what the missing libraries are for, and how to add them.

    By the libraries' names: no registry holds Outreach itself, and its name there may be somebody else's.
    """
    quoted = " ".join(f'"{library}"' for library in libraries)
    return ExtraMissing(what, f"{sys.executable} -m pip install {quoted}")


def reason_of(error: BaseException) -> str:
    """Return the system's own short text for what broke."""
    if isinstance(error, TimeoutError):
        return "time-out"
    return str(getattr(error, "strerror", "") or error or type(error).__name__)
