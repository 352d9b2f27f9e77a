"""The QR code as a matrix."""

from outreach.print.qr import QUIET_MODULES, qr_code


def test_code_has_its_quiet_zone_and_finders():
    code = qr_code("https://alvbro.example")
    assert code.modules == len(code.rows) + 2 * QUIET_MODULES
    assert code.rows[0][:8] == (1, 1, 1, 1, 1, 1, 1, 0)
    assert all(len(row) == len(code.rows) for row in code.rows)


def test_link_too_long_to_be_read_gives_no_code():
    assert qr_code("https://alvbro.example/" + "x" * 900) is None
    assert qr_code("https://alvbro.example/" + "x" * 9000) is None
    assert qr_code("") is None
