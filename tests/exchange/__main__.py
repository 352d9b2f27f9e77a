"""Run by hand: `python -m tests.exchange --edits 1000 --seeds 20`. Prints what was asked and how long it took."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.exchange.world import World


def life(place: Path, seed: int, edits: int) -> tuple[int, int, int, int]:
    """Play until the book holds so many edits; return deeds, edits, conflicts, and after how many rounds all was calm."""
    world = World(place, seed)
    try:
        number = 0
        while len(world.edits) < edits:
            number += 1
            laptop = world.random.choice(world.laptops)
            world.deed(laptop)
            if number == 40 or world.random.random() < 0.04:
                world.exchange(world.random.choice(world.laptops))
            if world.random.random() < 0.04:
                world.mischief()
        rounds = world.calm()
        return number, len(world.edits), world.check(), rounds
    finally:
        world.close()


def main() -> None:
    """Play them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=0)
    wanted = parser.parse_args()
    for seed in range(wanted.first, wanted.first + wanted.seeds):
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            deeds, edits, conflicts, rounds = life(Path(folder), seed, wanted.edits)
        seconds = time.perf_counter() - began
        told = f"seed {seed}: {deeds} deeds, {edits} edits, {conflicts} conflicts asked for, calm after {rounds} rounds"
        print(f"{told}, {seconds:.1f} s", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
