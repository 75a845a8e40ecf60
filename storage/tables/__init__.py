"""The tables, as SQLModel classes: facts as kept, the crawl's own memory, and what users decided about people.

Times (``…_at``, ``…_until``) are whole milliseconds since 1970 in UTC, so that both databases sort and
subtract them alike; lists are JSON text. Derived tables (features, terms, scores) are in derived.py: they are rebuilt,
never migrated.
"""

from storage.tables.crawl import Host, Meta, Page, QuotaUse, Run, Target
from storage.tables.facts import (
    Account,
    Block,
    Claim,
    Comment,
    Contact,
    Edge,
    Hashtag,
    Highlight,
    Identity,
    Observation,
    Picture,
    Post,
    Sighting,
)
from storage.tables.people import Basis, Export, ExportedAccount, Outreach, Standing, Suppression, Verdict

__all__ = [
    "Account",
    "Basis",
    "Block",
    "Claim",
    "Comment",
    "Contact",
    "Edge",
    "Export",
    "ExportedAccount",
    "Hashtag",
    "Highlight",
    "Host",
    "Identity",
    "Meta",
    "Observation",
    "Outreach",
    "Page",
    "Picture",
    "Post",
    "QuotaUse",
    "Run",
    "Sighting",
    "Standing",
    "Suppression",
    "Target",
    "Verdict",
]
