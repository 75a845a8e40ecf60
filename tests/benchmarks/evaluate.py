"""``make evaluate DATA=FOLDER``: accounts and comments that others labelled, in the user's own copy.

Read are JSON arrays of InstaFake (userFollowerCount …, isFake or automatedBehaviour), the CSVs of 576 + 120 fake and
genuine accounts (``#followers`` …, ``fake``), other CSVs of accounts with a label (``_COLUMNS``) and a CSV of comments
(``scam``, ``text``). The account score is made by hand and fitted to none of them, so every source is unseen; only the
threshold behind F1 is chosen, on the other sources where there are any, else in the other folds. What no file was given
for is printed as not measured.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.brief import Brief
from scoring.features.scam import shipped_model, unmask
from scoring.ranking.rank import frame_of
from scoring.ranking.score import add_scores
from scoring.tiers import NANO_BAND
from tests.benchmarks import comment_model

FOLDS = 5
SHUFFLES = (7, 1, 2, 3, 4)
Floats = NDArray[np.float64]


@dataclass
class Labelled:
    """Accounts of one source: how genuine each looks (0–1), its followers, and whether it is fake."""

    name: str
    genuine: Floats
    followers: Floats
    fake: NDArray[np.bool_]


def average_precision(fake: NDArray[np.bool_], suspicion: Floats) -> float:
    """Σ precision at each fake account met, from the most suspicious down; ties count at their mean rank's precision.

    A whole group of equal suspicion is met at once, so that the order of the file changes nothing.
    """
    total, found, seen, met = int(fake.sum()), 0, 0, 0.0
    for value in sorted(set(suspicion.tolist()), reverse=True):
        group = suspicion == value
        seen += int(group.sum())
        hits = int(fake[group].sum())
        found += hits
        met += hits * found / seen
    return met / total if total else float("nan")


def f1_at(fake: NDArray[np.bool_], suspicion: Floats, threshold: float) -> float:
    """F1 of calling fake what is at least so suspicious."""
    called = suspicion >= threshold
    both = int((called & fake).sum())
    return 2 * both / max(1, int(called.sum()) + int(fake.sum()))


def best_threshold(fake: NDArray[np.bool_], suspicion: Floats) -> float:
    """The threshold of the best F1 among those that part the data."""
    steps = np.unique(np.quantile(suspicion, np.linspace(0.0, 1.0, 101)))
    return float(max(steps, key=lambda step: f1_at(fake, suspicion, float(step))))


def genuineness(rows: list[dict[str, Any]]) -> Floats:
    """The group authenticity of wide rows that hold a profile's numbers only."""
    scored = add_scores(frame_of(rows), Brief())
    return scored["authenticity"].to_numpy().astype(np.float64)


def _row(number: int, **known: Any) -> dict[str, Any]:
    return {"network": "instagram", "handle": f"account{number}", "has_profile": True, **known}


def _instafake_row(number: int, item: Mapping[str, Any]) -> dict[str, Any]:
    bio = int(item["userBiographyLength"])
    return _row(
        number, followers=int(item["userFollowerCount"]), following=int(item["userFollowingCount"]),
        posts_count=int(item["userMediaCount"]), bio_length=bio, has_bio=bio > 0,
        has_avatar=bool(item["userHasProfilPic"]), is_private=bool(item["userIsPrivate"]),
        digits_in_handle=int(item["usernameDigitCount"]), handle_length=int(item["usernameLength"]),
    )  # fmt: skip


# Labelled lists by the names of their columns, letters only; what a list has not is unknown.
_COLUMNS = {
    "fake": ("fake", "isfake", "rating"),
    "handle": ("username", "handle", "id"),
    "followers": ("followers", "numberoffollowers", "followerscount"),
    "following": ("following", "follows", "numberofpeopletheyfollow", "friendscount"),
    "posts_count": ("posts", "numberofposts", "mediacount", "statusescount"),
    "has_avatar": ("profilepicture", "hasprofilepicture", "profilepic"),
    "is_private": ("private", "privateaccount", "isprivate"),
    "has_link": ("externalurl",),
    "bio_length": ("biolength", "descriptionlength"),
    "words_of_name": ("fullnamewords",),
    "share_of_digits": ("numslengthusername",),
}
_TOLD_APART = {"has_avatar", "is_private", "has_link"}
_HANDLE_LENGTH = 12  # of names of which only the share of digits is given


def columns_of(header: Iterable[str]) -> dict[str, str]:
    """Which column of a labelled list holds what; empty where label, followers, following or posts are missing."""
    plain = {"".join(letter for letter in name.lower() if letter.isalpha()): name for name in header}
    found = {role: plain[name] for role, names in _COLUMNS.items() for name in reversed(names) if name in plain}
    return found if {"fake", "followers", "following", "posts_count"} <= set(found) else {}


def _listed_rows(
    items: Sequence[Mapping[str, str]], columns: Mapping[str, str]
) -> tuple[list[dict[str, Any]], list[bool]]:
    """Rows and labels of a list; lines without a label or a count are left out."""
    rows, labels = [], []
    for number, item in enumerate(items):
        given = {role: item[name].strip() for role, name in columns.items() if item[name]}
        counts = [given.get(role, "") for role in ("followers", "following", "posts_count")]
        label = given.get("fake", "").lower()
        if label not in _YES | _NO or not all(count.replace(".", "", 1).isdigit() for count in counts):
            continue
        known: dict[str, Any] = dict(
            zip(("followers", "following", "posts_count"), map(int, map(float, counts)), strict=True)
        )
        known |= {role: given[role].lower() in _YES for role in _TOLD_APART & given.keys()}
        known |= _measured(given)
        rows.append(_row(number, **known))
        labels.append(label in _YES)
    return rows, labels


def _measured(given: Mapping[str, str]) -> dict[str, Any]:
    """What is measured of names and bios, where these themselves are not given."""
    known: dict[str, Any] = {}
    if bio := given.get("bio_length"):
        known |= {"bio_length": int(float(bio)), "has_bio": float(bio) > 0}
    if words := given.get("words_of_name"):
        known["has_name"] = float(words) > 0
    if handle := given.get("handle"):
        known |= {"digits_in_handle": sum(letter.isdigit() for letter in handle), "handle_length": len(handle)}
    elif share := given.get("share_of_digits"):
        known |= {"digits_in_handle": round(_HANDLE_LENGTH * float(share)), "handle_length": _HANDLE_LENGTH}
    return known


_YES, _NO = frozenset({"1", "1.0", "true", "yes", "fake"}), frozenset({"0", "0.0", "false", "no", "real"})


def read_sources(data: Path) -> Iterator[Labelled | tuple[list[str], NDArray[np.bool_]]]:
    """Every file that is understood: accounts as Labelled, comments as (texts, whether scam). Others are named."""
    files = sorted(data.rglob("*")) if data.is_dir() else [data]
    for file in files:
        if file.suffix.lower() == ".json":
            items = json.loads(file.read_text("utf-8-sig"))
            label = next((key for key in ("isFake", "automatedBehaviour") if items and key in items[0]), None)
            if not isinstance(items, list) or label is None or "userFollowerCount" not in items[0]:
                print(f"{file.name}: not understood, left out")
                continue
            rows = [_instafake_row(number, item) for number, item in enumerate(items)]
            yield _labelled(file, rows, [bool(int(item[label])) for item in items])
        elif file.suffix.lower() == ".csv":
            items = list(csv.DictReader(file.read_text("utf-8-sig").splitlines(keepends=True)))
            header = set(items[0]) if items else set()
            if {"scam", "text"} <= header:
                yield [item["text"] for item in items], np.array([item["scam"] == "1" for item in items])
            elif columns := columns_of(header):
                yield _labelled(file, *_listed_rows(items, columns))
            else:
                print(f"{file.name}: not understood, left out")


_NO_CHANCE = 100  # followers from which two rows alike in every number are one account that stands there twice


def once_each(rows: list[dict[str, Any]], fake: list[bool]) -> tuple[list[dict[str, Any]], list[bool]]:
    """The rows without those that stand there again: alike in everything that is told, the label too."""
    seen: set[tuple[Any, ...]] = set()
    kept = []
    for row, label in zip(rows, fake, strict=True):
        told = (label, *((name, value) for name, value in sorted(row.items()) if name != "handle"))
        if row["followers"] < _NO_CHANCE or told not in seen:
            kept.append((row, label))
        seen.add(told)
    return [row for row, _ in kept], [label for _, label in kept]


def _labelled(file: Path, rows: list[dict[str, Any]], fake: list[bool]) -> Labelled:
    rows, fake = once_each(rows, fake)
    followers = np.array([float(row["followers"]) for row in rows])
    return Labelled(file.name, genuineness(rows), followers, np.array(fake, dtype=np.bool_))


def _folds(n: int, seed: int = 7) -> NDArray[np.int64]:
    return np.random.default_rng(seed).permutation(np.arange(n) % FOLDS)


def _print_accounts(sources: list[Labelled]) -> None:
    print(f"{'accounts':34} {'n':>7} {'fake':>6} {'AP':>6} {'F1':>6}  threshold from")
    for source in sources:
        others = [other for other in sources if other is not source]
        nano = (source.followers >= NANO_BAND[0]) & (source.followers <= NANO_BAND[1])
        for name, inside in ((source.name, np.ones_like(nano)), (f"{source.name}, 1,000–10,000", nano)):
            fake, suspicion = source.fake[inside], 1.0 - source.genuine[inside]
            if not 0 < fake.sum() < len(fake):
                print(f"{name[:34]:34} {len(fake):7}  not measured: one label only")
                continue
            if others:
                known = np.concatenate([other.fake for other in others])
                threshold = best_threshold(known, np.concatenate([1.0 - other.genuine for other in others]))
                f1, where = f1_at(fake, suspicion, threshold), "the other sources"
            else:
                f1, where = _f1_in_folds(fake, suspicion), "the other folds"
            ap = average_precision(fake, suspicion)
            print(f"{name[:34]:34} {len(fake):7} {fake.mean():6.3f} {ap:6.3f} {f1:6.3f}  {where}")

    in_band = [(one.followers >= NANO_BAND[0]) & (one.followers <= NANO_BAND[1]) for one in sources]
    fake = np.concatenate([one.fake[rows] for one, rows in zip(sources, in_band, strict=True)])
    suspicion = np.concatenate([1.0 - one.genuine[rows] for one, rows in zip(sources, in_band, strict=True)])
    if len(sources) > 1 and 0 < fake.sum() < len(fake):
        ap = average_precision(fake, suspicion)
        print(f"{'all sources, 1,000–10,000':34} {len(fake):7} {fake.mean():6.3f} {ap:6.3f}")


def _f1_in_folds(fake: NDArray[np.bool_], suspicion: Floats) -> float:
    folds = _folds(len(fake))
    called = np.zeros(len(fake))
    for fold in range(FOLDS):
        rest = folds != fold
        threshold = best_threshold(fake[rest], suspicion[rest])
        called[~rest] = suspicion[~rest] >= threshold
    return f1_at(fake, called, 1.0)


def _print_comments(texts: list[str], scam: NDArray[np.bool_]) -> None:
    """Rows apart, and alike texts kept together (a scam is posted again and again), each fitted in the folds only, over
    several shuffles; and the shipped model, which is honest only for comments that it was not fitted on."""
    read = comment_model.Read(texts)
    for name, folds_of in (("rows apart", _folds_of_rows), ("alike texts together", _alike_folds)):
        found = []
        for seed in SHUFFLES:
            folds = folds_of(texts, seed)
            found.append(f1_at(scam, comment_model.cross_validated(read, scam, folds), 0.0))
        print(f"comments: {len(texts):,}, {name}: F1 {mean(found):.3f} ({min(found):.3f} to {max(found):.3f})")
    margins = np.array([shipped_model().margin(text) for text in texts])
    print(f"comments: the shipped model (fitted on ScamSpot, so not for that file): F1 {f1_at(scam, margins, 0.0):.3f}")


def _folds_of_rows(texts: list[str], seed: int) -> NDArray[np.int64]:
    return _folds(len(texts), seed)


def _alike_folds(texts: list[str], seed: int) -> NDArray[np.int64]:
    groups: dict[str, int] = {}
    keys = ["".join(letter for letter in unmask(text) if letter.isalnum())[:40] or text for text in texts]
    places = np.array([groups.setdefault(key, len(groups)) for key in keys])
    chosen: NDArray[np.int64] = _folds(len(groups), seed)[places]
    return chosen


def main() -> int:
    """Prints a table; 2 where no data was named."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).exists():
        print("name a folder or file of labelled data: make evaluate DATA=FOLDER")
        return 2
    accounts: list[Labelled] = []
    comments = 0
    for source in read_sources(Path(sys.argv[1])):
        if isinstance(source, Labelled):
            accounts.append(source)
        else:
            comments += 1
            _print_comments(*source)
    if accounts:
        _print_accounts(accounts)
    for what, seen in (("accounts", len(accounts)), ("comments", comments)):
        if not seen:
            print(f"{what}: not measured, no labelled file was given")
    return 0


if __name__ == "__main__":
    sys.exit(main())
