"""A classifier of single comments (scam or not), fitted in folds on the user's own labels; for measuring, not shipped.

TF-IDF over words, pairs of words, character n-grams and parts of mentioned names, hashed, with a few counts; logistic
regression by L-BFGS.
"""

import itertools
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.optimize import minimize

HASHED = 2**17
RIDGE = 0.1
SCALE = 3.0  # length of a row of TF-IDF beside the counts
_MARKS = re.compile(r"[\u0300-\u036f\ufe0f]")
_TOKEN = re.compile(r"[#@$]?[\w.]*\w|[^\w\s]")
Floats = NDArray[np.float64]


def fold(text: str) -> str:
    """The text in lower case without accents; letters of mathematics and the like made plain."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", text[:600]).casefold())


def _terms(text: str) -> Counter[int]:
    found: Counter[str] = Counter()
    tokens = _TOKEN.findall(fold(text))
    plain = ["@" if token[0] == "@" else re.sub(r"\d+", "0", token) for token in tokens]
    for token, word in zip(tokens, plain, strict=True):
        found[f"w:{word}"] += 1
        kind, part = ("h", token[1:]) if token[0] == "@" else ("c", word.lstrip("#$"))
        padded = f"<{part}>"
        found.update(f"{kind}:{padded[i : i + n]}" for n in (3, 4, 5) for i in range(len(padded) - n + 1))
    around = ["<s>", *plain, "</s>"]
    found.update(f"b:{a} {b}" for a, b in itertools.pairwise(around))
    found.update(f"s:{a} {b}" for a, b in zip(around, around[2:], strict=False))
    hashed: Counter[int] = Counter()
    for term, times in found.items():
        hashed[zlib.crc32(term.encode()) % HASHED] += times
    return hashed


def _counts(text: str, *, case: bool) -> list[float]:
    folded = fold(text)
    n, words = max(1, len(text)), folded.split()
    marks = sum(unicodedata.combining(letter) > 0 for letter in unicodedata.normalize("NFKD", text))
    emoji = sum(ord(letter) > 0x1F000 or 0x2600 <= ord(letter) < 0x27C0 for letter in text)
    rest = re.sub(r"@\S+", "", text).strip()
    found = [
        np.log1p(n) / 3, np.log1p(len(words)), marks > 2, min(emoji / n, 1.0), np.log1p(text.count("@")), "@" in text,
        "#" in text, any(sign in folded for sign in ("http", "www", ".com")), "$" in text,
        sum(letter.isdigit() for letter in text) / n, not any(letter.isalpha() for letter in folded), "?" in text,
        text.count("!") > 1, not rest, np.log1p(len(rest)) / 3, any(0x1D400 <= ord(c) <= 0x1D7FF for c in text),
        len(set(words)) / max(1, len(words)), len(words) <= 3, len(words) >= 12,
    ]  # fmt: skip
    return [float(value) for value in [*found, *([text != text.lower()] if case else [])]]


def _matrix(texts: Sequence[str]) -> Any:
    rows, columns, values = [], [], []
    for number, text in enumerate(texts):
        for column, times in _terms(text).items():
            rows.append(number)
            columns.append(column)
            values.append(1.0 + np.log(times))
    return sparse.csr_matrix((values, (rows, columns)), (len(texts), HASHED))


def cross_validated(texts: Sequence[str], scam: NDArray[np.bool_], folds: NDArray[np.int64], *, case: bool) -> Floats:
    """The margin of each comment (scam above 0) from a model that has not seen its fold; IDF is of the others, too."""
    terms = _matrix(texts)
    counts = sparse.csr_matrix(np.array([_counts(text, case=case) for text in texts]))
    margins = np.zeros(len(texts))
    for fold_number in np.unique(folds):
        rest = folds != fold_number
        frequency = np.asarray((terms[rest] > 0).sum(0)).ravel()
        weighted = terms @ sparse.diags(np.log((1 + rest.sum()) / (1 + frequency)) + 1)
        lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(1)).ravel())
        rows = sparse.hstack([sparse.diags(SCALE / np.maximum(lengths, 1e-9)) @ weighted, counts]).tocsr()
        model = _fit(rows[rest], scam[rest])
        margins[~rest] = rows[~rest] @ model[:-1] + model[-1]
    return margins


def _fit(rows: Any, labels: NDArray[np.bool_]) -> Floats:
    signs = np.where(labels, 1.0, -1.0)

    def loss(model: Floats) -> tuple[float, Floats]:
        margin = signs * (rows @ model[:-1] + model[-1])
        value = np.logaddexp(0, -margin).sum() + RIDGE / 2 * (model[:-1] ** 2).sum()
        slope = -signs / (1 + np.exp(np.clip(margin, -500, 500)))
        return float(value), np.append(rows.T @ slope + RIDGE * model[:-1], slope.sum())

    start = np.zeros(rows.shape[1] + 1)
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return found
