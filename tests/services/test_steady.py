"""Full collections: put off for long work, and for crowded pages until the program rests."""

import gc

import pytest

from outreach.services import steady


@pytest.fixture(autouse=True)
def at_rest():
    before = gc.get_threshold()
    yield
    steady.take_up()
    assert gc.get_threshold() == before


def test_full_collections_wait_until_the_program_rests():
    before = gc.get_threshold()
    steady.wait_for_rest()
    steady.wait_for_rest()
    assert gc.get_threshold()[:2] == before[:2]
    assert gc.get_threshold()[2] > 1_000_000
    steady.take_up()
    assert gc.get_threshold() == before


def test_long_work_that_ends_meanwhile_leaves_them_waiting():
    steady.wait_for_rest()
    with steady.full_collections_put_off():
        pass
    assert gc.get_threshold()[2] > 1_000_000


def test_rest_that_comes_during_long_work_lets_it_end_first():
    with steady.full_collections_put_off():
        steady.wait_for_rest()
        steady.take_up()
        assert gc.get_threshold()[2] > 1_000_000
