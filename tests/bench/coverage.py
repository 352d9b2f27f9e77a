"""Coverage: all companies by branch and stage, and the list behind a cell; the floor is the same SQL on the bare driver."""

from __future__ import annotations

from time import thread_time

from outreach.domain.coverage import Branch, BranchBy, CoverageOrder, Stage
from tests.bench.pairs import Case, Result, measure
from tests.bench.raw import recorded
from tests.bench.setting import Setting


def coverage(setting: Setting) -> list[Result]:
    """The table by industry, by tag and since a day, and the keys of a cell's list."""
    service, companies, raw = setting.house.coverage, setting.house.companies, setting.raw
    orders = {by.value: CoverageOrder(by=by, municipality="") for by in (BranchBy.SNI, BranchBy.TAG, BranchBy.CPV)}
    table = service.table(orders["sni"])
    never = service.listing(table, Branch("sni"), Stage.NEVER)
    products = {name: lambda order=order: service.table(order) for name, order in orders.items()}
    cases = []
    for name, product in products.items():
        statements = recorded(setting.house.database, product)
        cases.append(Case(name, product, lambda statements=statements: raw.read(statements)))
    listed = recorded(setting.house.database, lambda: companies.keys(never))
    cell = Case("never met", lambda: companies.keys(never), lambda: raw.read(listed))
    meaning = "Companies by branch and stage, counted anew by industry, tag and interest; floor: the same SQL."
    listing = "All keys of the list behind a cell of coverage; floor: the same SQL."
    return [
        measure("coverage", meaning, cases, setting.rounds, clock=thread_time),
        measure("coverage, a cell's list", listing, [cell], setting.rounds, clock=thread_time),
    ]
