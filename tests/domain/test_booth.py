"""A stand's number, with a word of its own or bare."""

import pytest

from outreach.domain.booth import says_what_it_is


@pytest.mark.parametrize(("booth", "says"), [("B14", False), ("", False), ("14:2", False), ("Bord 12", True), ("Monter B14", True)])
def test_a_number_with_a_word_of_its_own_gets_no_other_before_it(booth, says):
    assert says_what_it_is(booth) is says
