"""The address of a shared workspace, and the password that somebody may have written into it."""

from __future__ import annotations

from urllib.parse import unquote

#: What an address may carry and nobody may see.
_SECRET = frozenset({"password", "sslpassword"})


def is_address(place: str) -> bool:
    """Say whether a workspace is named by an address on a server, and not by a file."""
    return "://" in place


def split_address(place: str) -> tuple[str, str]:
    """Return an address without its password, as it may be shown and kept, and the password; empty where there is none.

    Rather too much is taken out than too little: a password with signs that have no business in an address is still hidden.
    """
    if not is_address(place):
        return place, ""
    scheme, _, rest = place.partition("://")
    head, question, query = rest.partition("?")
    if ":" in head and "@" in query and "=" not in query.partition("@")[0]:
        # "?" in a password that was not written as %3F.
        (head, question, query), before = query.rpartition("@")[2].partition("?"), rest.rpartition("@")[0]
        head = f"{before}@{head}"
    login, at, server = head.rpartition("@")
    user, _, password = login.partition(":")
    parts = [part for part in query.split("&") if part]
    names = [unquote(part.partition("=")[0]).casefold() for part in parts]
    found = [part.partition("=")[2] for part, name in zip(parts, names, strict=True) if name == "password"]
    query = "&".join(part for part, name in zip(parts, names, strict=True) if name not in _SECRET)
    bare = f"{scheme}://{user}{at if user else ''}{server}{question if query else ''}{query}"
    return bare, unquote((found or [password])[-1] or password)


def login_of(place: str) -> str:
    """Return the name of a password in the key ring: who logs in, on which server, to which database."""
    bare, _ = split_address(place)
    return bare.partition("://")[2].partition("?")[0]
