"""The review page: a local web page on which a person looks, decides and hands over. The last judgement is theirs."""

from scoring.review.app import make_app
from scoring.review.desk import Desk

__all__ = ["Desk", "make_app"]
