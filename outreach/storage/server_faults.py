"""What a server that cannot be worked with has said, as errors of ours: it cannot prove itself, wants a password, or is away.

libpq tells most of it in words alone, and of a certificate only that it was refused; so a second handshake, in which nothing is
said, finds out why.
"""

from __future__ import annotations

import socket
import ssl
from typing import Any

from outreach.errors import (
    CertificateRefused,
    NoEncryption,
    OutreachError,
    ServerPasswordRefused,
    ServerPasswordWanted,
    WorkspaceRefused,
    WorkspaceUnreachable,
)
from outreach.language import N_

WRONG_NAME = N_("Its certificate is for another name")
EXPIRED = N_("Its certificate has run out")
NOT_YET = N_("Its certificate is not valid yet: look at this computer's clock")
UNKNOWN = N_("Its certificate is from an authority that this computer does not know")
NO_AUTHORITY = N_("The file with the certificate of its authority is not there")

#: libpq's wish for a private line (protocol, SSLRequest), and how long one look at a certificate may take, in seconds.
_SSL_REQUEST = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"
_PATIENCE = 3.0
#: OpenSSL's numbers (X509_V_ERR_…): not yet valid, expired.
_NOT_YET, _EXPIRED = 9, 10

#: Words of a server that answers and will go on saying no. Any other no may pass: it starts, stops, or is full.
_REFUSED = ("does not exist", "no pg_hba.conf entry", "permission denied for database", "not permitted to log in")


def of_server(place: str, error: BaseException | None) -> OutreachError:
    """Return what an error of the driver's says of the server at `place`. What nobody knows counts as no answer."""
    words, line = str(error), getattr(error, "pgconn", None)
    if "does not support SSL" in words:
        return NoEncryption(place)
    if "root certificate file" in words:
        return CertificateRefused(place, NO_AUTHORITY)
    if "does not match host name" in words:
        return CertificateRefused(place, WRONG_NAME)
    if "certificate" in words and "sslrootcert" not in words:
        return CertificateRefused(place, _why(line))
    if line is not None and getattr(error, "sqlstate", None) is None:
        if line.needs_password:
            return ServerPasswordWanted(place)
        if line.used_password and ("password authentication" in words or "lösenord" in words):
            return ServerPasswordRefused(place)
        if any(one in words for one in _REFUSED):
            return WorkspaceRefused(place, words.rpartition("FATAL:")[2].strip())
    return WorkspaceUnreachable(place)


def _why(line: Any) -> str:
    """Return why a certificate was refused. Nothing is said to the server but that a private line is wished."""
    if line is None:
        return ""
    options = {one.keyword.decode(): (one.val or b"").decode() for one in line.info}
    root = options.get("sslrootcert", "")
    context = ssl.create_default_context()
    try:
        if root and root != "system":
            context = ssl.create_default_context(cafile=root)
        with socket.create_connection((options["host"], int(options["port"])), _PATIENCE) as plain:
            plain.sendall(_SSL_REQUEST)
            if plain.recv(1) == b"S":
                with context.wrap_socket(plain, server_hostname=options["host"]):
                    return ""
    except ssl.SSLCertVerificationError as error:
        return {_NOT_YET: NOT_YET, _EXPIRED: EXPIRED}.get(error.verify_code, UNKNOWN)
    except (OSError, ValueError, KeyError):
        return ""
    return ""
