"""Encryption at rest, as the officer meets it: protect, another passphrase, a recovery code, the key ring, another key, off again.

Every deed leaves a line in the audit log. A passphrase that is forgotten, together with the recovery code, is the end of the data:
there is no other way in, and no way round is built here.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.passphrase import weakness
from outreach.domain.protection import LEAST_REASON, KeysChanged, Protection, RecoveryOffer, RecoveryPaper
from outreach.domain.recovery_code import asked_groups, new_recovery_code, same_group
from outreach.domain.secret import Origin, Secret, wipe
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NoKeyRing, OutreachError, WrongPassphrase
from outreach.language import N_
from outreach.services.unlocking import ring_account

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.encryption import Unlocked
    from outreach.storage.key_slots import KeySlots
    from outreach.storage.sealing import Cost

log = logging.getLogger(__name__)

Report = Callable[[int, int], None]

PASSPHRASE = N_("Passphrase")
_ON_SERVER = N_("The workspace lies on a server. Its administrator encrypts disk and backups there.")
_ALREADY = N_("The workspace is encrypted already. Change the passphrase instead.")


class ProtectionService:
    """The verbs for the keys of one open workspace. `cost`: what a try of a passphrase costs; tests take less."""

    def __init__(self, house: House, cost: Cost | None = None) -> None:
        from outreach.storage.sealing import USUAL_COST

        self._house = house
        self._database = house.database
        self.cost = cost or USUAL_COST

    # Looking ---------------------------------------------------------------------------------------------------------

    def state(self, second: Path | None = None) -> Protection:
        """Say how the workspace is protected. `second` is the other place where its backups lie."""
        if self._database.is_shared:
            return Protection(False, on_server=True)
        from outreach.network.passwords import has_safe_ring
        from outreach.storage.database import PLAIN_BECAUSE
        from outreach.storage.key_slots import SlotKind
        from outreach.storage.plain_traces import plain_backups, plain_copies

        slots = self._database.slots
        if slots is None:
            with self._database.read() as view:
                return Protection(False, ring_possible=has_safe_ring(), because=view.fact(PLAIN_BECAUSE))
        made = {kind: slot.made if (slot := slots.slot(kind)) else None for kind in SlotKind}
        return Protection(
            True,
            passphrase=made[SlotKind.PASSPHRASE],
            recovery=made[SlotKind.RECOVERY],
            ring=made[SlotKind.RING],
            ring_possible=has_safe_ring(),
            plain_copies=plain_copies(self._path),
            plain_backups=plain_backups(self._path, second),
        )

    def weakness(self, passphrase: Secret) -> str:
        """Return why a passphrase is too weak, as a catalogue text, or ""."""
        names = [self._house.unit.unit().municipality, *(one.name for one in self._house.unit.officers())]
        return weakness(passphrase.text(), [word for name in names for word in name.split()])

    def opens(self, secret: Secret) -> bool:
        """Say whether a passphrase or recovery code opens the workspace."""
        from outreach.storage.key_slots import NoSlotFits

        try:
            key = self._slots.open(secret)
        except NoSlotFits:
            return False
        wipe(key)
        return True

    # Protecting ------------------------------------------------------------------------------------------------------

    def protect(self, passphrase: Secret, report: Report | None = None, second: Path | None = None) -> KeysChanged:
        """Encrypt a plain workspace, and overwrite and remove the plain file, its log and its plain copies.

        A first encrypted backup is made; those from before are told, here and in the `second` place, and stay until somebody says
        otherwise (`wipe_plain_backups`).

        Raises InvalidInput for a weak passphrase and for a workspace on a server, and what `Database.rewrite` raises: then the
        plain one is still there, whole.
        """
        self._require_file()
        if self._database.is_encrypted:
            raise InvalidInput(PASSPHRASE, _ALREADY)
        self._require_strong(passphrase)
        self._rewrite(self._new_key(passphrase), report)
        self._forget_reason()
        self._tell("protect")
        backup = self._backup()
        if backup is None:
            from outreach.storage.plain_traces import plain_backups, plain_copies

            return KeysChanged(left=plain_copies(self._path), plain_backups=plain_backups(self._path, second))
        return replace(self.wipe_plain_copies(second), backup=backup)

    def tell_accepted(self, reason: str) -> None:
        """Keep why a plain workspace is right where an encrypted one lay (`accept_plain`)."""
        self._database.audit("keys", change="accept_plain", ground=checked_reason(reason))

    def wipe_plain_copies(self, second: Path | None = None) -> KeysChanged:
        """Overwrite and remove the plain copies beside an encrypted workspace; `left` are those that resist."""
        from outreach.storage.plain_traces import plain_backups, plain_copies

        self._require_encrypted()
        return replace(_wiped(plain_copies(self._path)), plain_backups=plain_backups(self._path, second))

    def wipe_plain_backups(self, second: Path | None = None) -> KeysChanged:
        """Overwrite and remove the backups from before it was encrypted, once there is an encrypted one that was verified.

        Those in the `second` place are replaced: the encrypted one is put there first. Raises as making a backup does.
        """
        from outreach.storage.plain_traces import plain_backups

        self._require_encrypted()
        made = self._house.backups.make("keys")
        if second is not None and second.is_dir():
            self._house.backups.copy(made.path, second)
        changed = replace(_wiped(plain_backups(self._path, second)), backup=made.path)
        self._tell("plain_backups", removed=len(changed.removed))
        return changed

    def change_passphrase(self, old: Secret, new: Secret) -> None:
        """Let another passphrase open the workspace. `old` is the one of before, or the recovery code.

        Raises WrongPassphrase, InvalidInput for a weak one. The old one opens until the new one is proven.
        """
        self._require_old(old)
        self._require_strong(new)
        self._database.change_slots(
            lambda slots, key: slots.with_passphrase(key, new, self.cost, self._house.now()), proof=new
        )
        self._tell("passphrase")

    # The recovery code -----------------------------------------------------------------------------------------------

    def offer_recovery_code(self) -> RecoveryOffer:
        """Return a new recovery code. It counts, and the old one ends, when two of its groups were typed back."""
        self._require_encrypted()
        code = new_recovery_code()
        return RecoveryOffer(code, asked_groups(code))

    def confirm_recovery_code(self, offer: RecoveryOffer, typed: Sequence[str]) -> None:
        """Let the offered code open the workspace. `typed`: the two asked groups, in order. Raises InvalidInput."""
        wanted = [offer.code.groups[at] for at in offer.asked]
        for at, group, said in zip(offer.asked, wanted, [*typed, "", ""], strict=False):
            if not same_group(said, group):
                text = N_("Group {number} reads differently on the page. Look at it once more.")
                raise InvalidInput(N_("Recovery code"), text, number=at + 1)
        proof = Secret(offer.code.text)
        try:
            self._database.change_slots(
                lambda slots, key: slots.with_recovery(key, offer.code, self._house.now()), proof=proof
            )
        finally:
            proof.wipe()
        self._tell("recovery")

    def recovery_page(self, offer: RecoveryOffer, language: str) -> bytes:
        """Return the page with a recovery code, as a PDF. Raises TypefaceMissing."""
        from outreach.print.recovery_code import draw_recovery_code

        day = home_day(self._house.now())
        return draw_recovery_code(
            RecoveryPaper(self._house.unit.unit(), self._path.name, offer.code.groups, day, language)
        )

    def groups_read_back(self, page: bytes, offer: RecoveryOffer) -> list[str]:
        """Read the asked groups from the page itself, where nobody types them: the page must hold the whole code.

        Raises BadFile for a page that cannot be read, InvalidInput for one with another code.
        """
        from outreach.print.pdf_text import pdf_text

        words = pdf_text(page, self._path.name, 20_000).split()
        found = [words[at + 1] for number in range(1, len(offer.code.groups) + 1) for at in _places(words, f"{number}.")]
        if tuple(found) != offer.code.groups:
            raise InvalidInput(N_("Recovery code"), N_("The page that was written does not hold the code."))
        return [found[at] for at in offer.asked]

    # The key ring ----------------------------------------------------------------------------------------------------

    def ring_on(self) -> None:
        """Let this computer's key ring open the workspace, as comfort. Raises NoKeyRing when there is none that can be trusted."""
        from outreach.network.passwords import forget_in_safe_ring, keep_in_safe_ring

        account = ring_account(self._slots.workspace.hex)
        secret = Secret(secrets.token_hex(32), Origin.RING)
        try:
            keep_in_safe_ring(account, secret.text())
            try:
                self._database.change_slots(
                    lambda slots, key: slots.with_ring(key, secret, self._house.now()), proof=secret
                )
            except BaseException:
                forget_in_safe_ring(account)
                raise
        finally:
            secret.wipe()
        self._tell("ring_on")

    def ring_off(self) -> None:
        """Let the key ring open it no longer; the passphrase is asked each time."""
        from outreach.network.passwords import forget_in_safe_ring
        from outreach.storage.key_slots import SlotKind

        account = ring_account(self._slots.workspace.hex)
        self._database.change_slots(lambda slots, key: slots.without(SlotKind.RING, key))
        forget_in_safe_ring(account)
        self._tell("ring_off")

    # Another key, or none --------------------------------------------------------------------------------------------

    def rekey(
        self, old: Secret, new: Secret, report: Report | None = None, second: Path | None = None
    ) -> KeysChanged:
        """Give the workspace a new data key after a suspected leak: key files of before, wherever they are, open it no longer.

        `old` must open it, `new` is the passphrase from now on. The recovery code ends; the key ring gets a new secret, and a first
        backup under the new key is made. Raises as `protect` does, and WrongPassphrase.
        """
        from outreach.storage.key_slots import SlotKind
        from outreach.storage.plain_traces import copies_under

        self._require_old(old)
        self._require_strong(new)
        before = self._slots
        self._rewrite(self._new_key(new, before), report)
        if before.slot(SlotKind.RING) is not None:
            self._ring_again()
        openable = copies_under(self._path, before.mark, second)
        self._tell("rekey", openable=len(openable))
        backup = self._backup()
        return KeysChanged(openable=openable, recovery_gone=before.slot(SlotKind.RECOVERY) is not None, backup=backup)

    def switch_off(self, reason: str, report: Report | None = None) -> None:
        """Decrypt the workspace, for a reason that is kept with it and in the audit log. Raises InvalidInput without a real one."""
        from outreach.network.passwords import forget_in_safe_ring
        from outreach.storage.database import PLAIN_BECAUSE

        said = checked_reason(reason)
        account = ring_account(self._slots.workspace.hex)
        self._rewrite(None, report)
        forget_in_safe_ring(account)
        with self._database.work("") as work:
            work.keep_fact(PLAIN_BECAUSE, said)
            work.audit("keys", change="off", reason=said)

    # Inside ----------------------------------------------------------------------------------------------------------

    @property
    def _path(self) -> Path:
        return Path(self._database.place)

    @property
    def _slots(self) -> KeySlots:
        self._require_encrypted()
        slots = self._database.slots
        assert slots is not None
        return slots

    def _new_key(self, passphrase: Secret, before: KeySlots | None = None) -> Unlocked:
        from outreach.storage.encryption import new_unlocked

        return new_unlocked(passphrase, self.cost, before, self._house.now())

    def _rewrite(self, target: Unlocked | None, report: Report | None) -> None:
        with self._house.drafts.aside.carried_over():
            self._database.rewrite(target, report)

    def _backup(self) -> Path | None:
        """Make the first backup under the new key; the change of keys is in force whatever comes of that."""
        try:
            return self._house.backups.make("keys").path
        except OutreachError as error:
            log.warning("no backup after a change of keys: %s", type(error))
            return None

    def _ring_again(self) -> None:
        try:
            self.ring_on()
        except NoKeyRing:
            # The ring went away meanwhile; its old secret opens nothing any more.
            return

    def _forget_reason(self) -> None:
        from outreach.storage.database import PLAIN_BECAUSE

        with self._database.work("") as work:
            work.keep_fact(PLAIN_BECAUSE, "")

    def _tell(self, change: str, **detail: int) -> None:
        """Add the line to the audit log. The change is in force already: that it cannot be told must not sound as if it failed."""
        try:
            with self._database.work("") as work:
                work.audit("keys", change=change, **detail)
        except OutreachError as error:
            log.warning("a change of keys could not be told to the audit log: %s", type(error).__name__)

    def _require_file(self) -> None:
        if self._database.is_shared:
            raise InvalidInput(N_("Workspace"), _ON_SERVER)

    def _require_encrypted(self) -> None:
        self._require_file()
        if not self._database.is_encrypted:
            raise InvalidInput(N_("Workspace"), N_("The workspace is not encrypted. Encrypt it first."))

    def _require_old(self, old: Secret) -> None:
        self._require_encrypted()
        if not self.opens(old):
            raise WrongPassphrase(self._path)

    def _require_strong(self, passphrase: Secret) -> None:
        found = self.weakness(passphrase)
        if found:
            raise InvalidInput(PASSPHRASE, found)


def _wiped(files: Sequence[Path]) -> KeysChanged:
    from outreach.storage.plain_traces import wipe

    removed: list[Path] = []
    left: list[Path] = []
    for file in files:
        try:
            wipe(file)
            removed.append(file)
        except OSError:
            left.append(file)
    return KeysChanged(removed=tuple(removed), left=tuple(left))


def _places(words: list[str], number: str) -> list[int]:
    """Return where the number of a group stands in front of one."""
    return [at for at, word in enumerate(words[:-1]) if word == number][:1]


def checked_reason(reason: str) -> str:
    """Return a reason for no encryption on one line. Raises InvalidInput for fewer than ten letters."""
    said = " ".join(reason.split())
    if sum(char.isalpha() for char in said) < LEAST_REASON:
        text = N_("Say in a few words why (at least {least} letters): it stands in the audit log.")
        raise InvalidInput(N_("Reason"), text, least=LEAST_REASON)
    return said


def accept_plain(place: str, reason: str) -> bool:
    """Let a plain workspace be opened where an encrypted one lay; say whether one had. Raises InvalidInput without a reason."""
    from outreach.storage import sealed_places

    checked_reason(reason)
    return sealed_places.note(Path(place), None)
