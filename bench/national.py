"""Write the national set: fixtures of invented districts, as many as the whole country has.

    python bench/national.py FOLDER --targets 3000000

has 3,000 districts with a plan for each of twenty years and fifty targets a plan, all in the words
of the real set. The same number of targets and the same seed give the same bytes.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
if not __package__:
    sys.path.insert(0, str(ROOT))  # run as a file, it is this folder that Python looks in

from bench.national_districts import units  # noqa: E402
from bench.national_vocabulary import Vocabulary  # noqa: E402
from bench.national_words import rare_targets  # noqa: E402
from bench.national_writing import FixtureFolder  # noqa: E402
from bench.national_years import (  # noqa: E402
    TARGETS_A_DISTRICT,
    TARGETS_A_PLAN,
    YEARS,
    DistrictYears,
)

SEED: Final = 2026
LEAST_TARGETS: Final = 100
MOST_DISTRICTS: Final = 4000


def write_national(folder: Path, targets: int, seed: int = SEED) -> dict[str, int]:
    """Write so many targets, rounded down to whole plans, and the rest in proportion.

    The last district has fewer years where they do not suffice for all. The number of records of
    each file. Raises ValueError for too few to have the rare words in them, or for more than
    there are names of districts for.
    """
    most = MOST_DISTRICTS * TARGETS_A_DISTRICT
    if not LEAST_TARGETS <= targets <= most:
        raise ValueError(f"from {LEAST_TARGETS} to {most} targets can be made")
    plans = targets // TARGETS_A_PLAN
    vocabulary = Vocabulary(ROOT / "fixtures")
    rare = _by_district(rare_targets(plans * TARGETS_A_PLAN, seed))
    files = FixtureFolder(folder)
    for indicator in vocabulary.indicators:
        files.add("plans.indicator", indicator["pk"], indicator["fields"])
    for place, unit in enumerate(units(-(-plans // len(YEARS)), seed)):
        files.add("districts.district", unit.id, unit.fields)
        years = YEARS[: plans - place * len(YEARS)]
        DistrictYears(unit, vocabulary, files, seed).write(years, rare.get(place, {}))
    files.close()
    return files.counts()


def _by_district(rare: dict[int, str]) -> dict[int, dict[int, str]]:
    """By district and by target, each counted from 0."""
    found: dict[int, dict[int, str]] = {}
    for place, word in rare.items():
        district, target = divmod(place, TARGETS_A_DISTRICT)
        found.setdefault(district, {})[target] = word
    return found


def main() -> None:
    """Read the arguments, write, and say how much in which time."""
    parser = argparse.ArgumentParser(description="Write the national set of fixtures.")
    parser.add_argument("folder", type=Path, help="where to; made where it is missing")
    parser.add_argument("--targets", type=int, default=3_000_000, help="default: 3000000")
    parser.add_argument("--seed", type=int, default=SEED, help=f"default: {SEED}")
    given = parser.parse_args()
    began = time.monotonic()
    try:
        counts = write_national(given.folder, given.targets, given.seed)
    except ValueError as error:
        parser.error(str(error))
    seconds = time.monotonic() - began
    size = sum(path.stat().st_size for path in given.folder.glob("*.json"))
    for name, count in counts.items():
        print(f"{name:20}{count:>12,}")
    print(f"{sum(counts.values()):,} records, {size:,} bytes, {seconds:.1f} s")


if __name__ == "__main__":
    main()
