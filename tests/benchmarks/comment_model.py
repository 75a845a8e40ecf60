"""Fitting the classifier of single comments (``scoring.features.scam``) on labelled comments.

TF-IDF over terms and some sixty signs; logistic regression by L-BFGS under a ridge, in which a scam counts ``SCAM``
times (the threshold of the best F1 lies below even odds). Fitted twice: the ``KEPT`` terms that moved most are kept, so
that the model has a few thousand weights.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.optimize import minimize

from scoring.features.scam import SCALE, ScamModel, signs_of, terms_of_comment

KEPT = 3_000
LEAST = 3  # comments that hold a term
RIDGE = 2.0
SCAM = 1.3
Floats = NDArray[np.float64]
Labels = NDArray[np.bool_]


class Read:
    """Comments read once: their terms as a matrix of counts, their signs as a matrix."""

    def __init__(self, texts: Sequence[str]) -> None:
        counted = [terms_of_comment(text) for text in texts]
        self.names = sorted({term for terms in counted for term in terms})
        place = {name: column for column, name in enumerate(self.names)}
        rows = [row for row, terms in enumerate(counted) for _ in terms]
        columns = [place[term] for terms in counted for term in terms]
        values = [1.0 + np.log(times) for terms in counted for times in terms.values()]
        self.terms = sparse.csr_matrix((values, (rows, columns)), (len(texts), len(self.names)))
        signs = [signs_of(text) for text in texts]
        self.sign_names = list(signs[0])
        self.signs = sparse.csr_matrix(np.array([list(found.values()) for found in signs]))


def fit(read: Read, scam: Labels, rows: Labels, *, kept: int = KEPT) -> ScamModel:
    """The model of these rows."""
    times = np.asarray((read.terms[rows] > 0).sum(0)).ravel()
    columns = np.flatnonzero(times >= LEAST)
    for _ in range(2):
        rarity = np.log((1 + rows.sum()) / (1 + times[columns])) + 1
        weighted = _scaled(read.terms[rows][:, columns] @ sparse.diags(rarity))
        model = _logistic(sparse.hstack([weighted, read.signs[rows]]).tocsr(), scam[rows])
        weights = model[: len(columns)]
        if len(columns) <= kept:
            break
        usual = np.sqrt(np.asarray(weighted.multiply(weighted).mean(0)).ravel())
        columns = np.sort(columns[np.argsort(-np.abs(weights) * usual, kind="stable")[:kept]])
    signs = model[len(columns) : -1]
    return ScamModel(
        {read.names[c]: (float(r), float(w)) for c, r, w in zip(columns, rarity, weights, strict=True)},
        dict(zip(read.sign_names, map(float, signs), strict=True)),
        float(model[-1]),
    )


def margins_of(model: ScamModel, read: Read) -> Floats:
    """What ``ScamModel.margin`` gives for each comment, by matrices."""
    known = [column for column, name in enumerate(read.names) if name in model.terms]
    rarity, weights = np.array([model.terms[read.names[column]] for column in known]).reshape(-1, 2).T
    by_terms = _scaled(read.terms[:, known] @ sparse.diags(rarity)) @ weights
    margins: Floats = by_terms + read.signs @ np.array([model.signs[name] for name in read.sign_names]) + model.level
    return margins


def cross_validated(read: Read, scam: Labels, folds: NDArray[np.int64]) -> Floats:
    """The margin of each comment (scam above 0) from a model that has not seen its fold; terms are chosen without it,
    too."""
    margins = np.zeros(len(scam))
    for number in np.unique(folds):
        model = fit(read, scam, folds != number)
        margins[folds == number] = margins_of(model, read)[folds == number]
    return margins


def _scaled(rows: Any) -> Any:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(1)).ravel())
    return (sparse.diags(SCALE / np.maximum(lengths, 1e-9)) @ rows).tocsr()


def _logistic(rows: Any, labels: Labels) -> Floats:
    signs, counts = np.where(labels, 1.0, -1.0), np.where(labels, SCAM, 1.0)

    def loss(model: Floats) -> tuple[float, Floats]:
        margin = signs * (rows @ model[:-1] + model[-1])
        value = (counts * np.logaddexp(0, -margin)).sum() + RIDGE / 2 * (model[:-1] ** 2).sum()
        slope = -signs * counts / (1 + np.exp(np.clip(margin, -500, 500)))
        return float(value), np.append(rows.T @ slope + RIDGE * model[:-1], slope.sum())

    start = np.zeros(rows.shape[1] + 1)
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return found
