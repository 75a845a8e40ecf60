"""What a process does at its first call, done at import: forks of a process that imported this find it done."""

import gc

from crawler.networks import all_networks
from scoring.evidence import gather
from scoring.features import Told, read_account, row_of
from scoring.features.language import Languages
from scoring.lexicon import _entries, _index
from scoring.lists import LANGUAGES
from scoring.patterns import Late
from scoring.places.table import Place
from storage.database import Database
from tests.scoring.invent import account, highlight, talk

all_networks()
_BIO = "Fountain pens & ink in Leeds 🌱 hello@oat.example +44 113 496 0142"
for _evidence in gather([*account(bio=_BIO), *talk(), highlight("Collabs")]):
    row_of(read_account(_evidence))
    for _language in LANGUAGES:
        read_account(_evidence, Told(Languages(_language, 1.0), Place()))
Database("sqlite://").close()
# Phrases are made ready by the letters with which they begin, patterns when they are first looked for.
for _selling in (False, True):
    for _letters in _entries(_selling)[0]:
        _index(_letters, _selling)
gc.unfreeze()  # reading made much of it permanent, which is in no list
for _pattern in gc.get_objects():
    if type(_pattern) is Late:
        _pattern.search("")
gc.collect()
gc.freeze()  # what is never looked through is never copied
