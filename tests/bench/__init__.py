"""Benches: what a function of the product costs, as a ratio to a floor that does only the unavoidable part of it.

Run all with `.venv/bin/python -m tests.bench`, some with `python tests/bench/run.py search scroll --people 50000`, and keep the
figures with `--write resources/bench.md`. Product and floor run in one process, in turn (A B A B …), at least nine times; the
figure is the median of the paired ratios, so that a machine that is slow today is slow for both. Nothing here is a test with
a time limit: `test_bench_runs.py` only shows that every bench still runs.

A new bench is a function `(Setting) -> list[Row | Figure]` in a module of its own and one line in `run.BENCHES`.
"""
