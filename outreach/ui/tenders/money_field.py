"""An amount as people write it: 1 250 000, 1,2 mkr, 800 tkr, with its currency."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from outreach.domain.tender import Money
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.theme import GAP

VALUE = N_("Value")
WRONG = N_("Write an amount in figures, such as 1 250 000 or 1,2 mkr, or leave the field empty.")
CURRENCIES = ("SEK", "EUR", "NOK", "DKK")
#: A million millions: more than the country buys in a year. Larger numbers are slips of the finger.
_LARGEST = Decimal(10) ** 12
_FACTORS = {
    "": 1,
    "kr": 1,
    "kronor": 1,
    "sek": 1,
    "k": 1000,
    "tkr": 1000,
    "ksek": 1000,
    "tusen": 1000,
    "thousand": 1000,
    "m": 10**6,
    "mkr": 10**6,
    "msek": 10**6,
    "mn": 10**6,
    "milj": 10**6,
    "miljon": 10**6,
    "miljoner": 10**6,
    "million": 10**6,
    "mdkr": 10**9,
}


class MoneyField(QWidget):
    """An amount with its currency, or none."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        context.words.bind(self.line.setPlaceholderText, N_("Not known"))
        context.words.bind(self.line.setAccessibleName, VALUE)
        self.currency = QComboBox()
        self.currency.addItems(CURRENCIES)
        context.words.bind(self.currency.setAccessibleName, N_("Currency"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.currency)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(lambda: self.changed.emit())
        self.currency.currentIndexChanged.connect(lambda _: self.changed.emit())

    def value(self) -> Money | None:
        """Return the amount, None for an empty field. Raises InvalidInput for what is no amount."""
        text = self.line.text().strip()
        return Money(read_amount(text), self.currency.currentText()) if text else None

    def set_value(self, money: Money | None) -> None:
        """Show an amount."""
        currency = money.currency if money else CURRENCIES[0]
        if self.currency.findText(currency) < 0:
            self.currency.addItem(currency)
        self.currency.setCurrentText(currency)
        self.line.setText(self._written(money) if money else "")

    def _written(self, money: Money) -> str:
        units, rest = divmod(money.hundredths, 100)
        language = self._context.words.language
        return language.number(units) if not rest else f"{language.number(units)}{_comma(language.code)}{rest:02}"


def read_amount(text: str) -> int:
    """Return an amount in hundredths. Raises InvalidInput for what is no amount."""
    bare = re.sub(r"[\s\u00a0\u202f']", "", text.casefold())
    match = re.fullmatch(r"(\d[\d.,]*)([a-z]*)\.?", bare)
    factor = _FACTORS.get(match[2]) if match else None
    if match is None or factor is None:
        raise InvalidInput(VALUE, WRONG)
    try:
        amount = Decimal(_decimal(match[1], whole=factor == 1)) * factor
    except InvalidOperation as error:
        raise InvalidInput(VALUE, WRONG) from error
    if amount > _LARGEST:
        raise InvalidInput(VALUE, WRONG)
    return int((amount * 100).to_integral_value())


def _decimal(digits: str, *, whole: bool) -> str:
    """Tell thousands from decimals: 1.250.000 and 1,250 (kronor) are grouped, 1,5 and 12.50 are not.

    What is neither ("1,2,3") comes back as it stands, for Decimal to refuse.
    """
    if re.fullmatch(r"\d{1,3}([.,])\d{3}(\1\d{3})*", digits) and (whole or len(re.findall(r"[.,]", digits)) > 1):
        return re.sub(r"[.,]", "", digits)
    parted = re.fullmatch(r"(\d+|\d{1,3}(?:\.\d{3})+),(\d*)|(\d+|\d{1,3}(?:,\d{3})+)\.(\d*)", digits)
    if parted is None:
        return digits
    units, rest = parted[1] or parted[3], parted[2] or parted[4] or "0"
    return f"{re.sub('[.,]', '', units)}.{rest}"


def _comma(language_code: str) -> str:
    return "," if language_code == "sv" else "."
