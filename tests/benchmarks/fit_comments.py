"""``python -m tests.benchmarks.fit_comments FILE``: fits the shipped model of scam comments and writes it in its place.

FILE is a CSV with the columns ``scam`` (1 or 0) and ``text``. Weights that round to nothing are left out.
"""

import csv
import sys
from pathlib import Path

import numpy as np

import scoring.features.scam as scam
from tests.benchmarks.comment_model import Read, fit

ORIGIN = "from\tlabelled comments of ScamSpot (MIT licence, Copyright (c) 2023 Stefan Erben)"


def lines_of(model: scam.ScamModel) -> list[str]:
    """The model as lines of a table: level, signs and terms by name, with three decimals."""
    lines = [ORIGIN, f"level\t{model.level:.3f}"]
    lines += [f"sign\t{name}\t{weight:.3f}" for name, weight in model.signs.items()]
    lines += [
        f"term\t{name}\t{rarity:.3f}\t{weight:.3f}"
        for name, (rarity, weight) in sorted(model.terms.items())
        if abs(weight) >= 0.0005
    ]
    return lines


def main() -> int:
    """Fits and writes; 2 where no file was named."""
    if len(sys.argv) != 2:
        print("name a CSV of labelled comments")
        return 2
    items = list(csv.DictReader(Path(sys.argv[1]).read_text("utf-8-sig").splitlines(keepends=True)))
    labels = np.array([item["scam"] == "1" for item in items])
    model = fit(Read([item["text"] for item in items]), labels, np.ones(len(items), dtype=np.bool_))
    lines = lines_of(model)
    Path(scam.__file__).with_name("scam_model.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(items):,} comments, {len(lines):,} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
