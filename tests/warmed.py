"""What a process does at its first call, done at import: forks of a process that imported this find it done."""

import gc

from crawler.networks import all_networks
from scoring.evidence import gather
from scoring.features import read_account, row_of
from storage.database import Database
from tests.scoring.invent import account

all_networks()
for _evidence in gather(account(bio="Fountain pens & ink in Leeds 🌱 hello@oat.example +44 113 496 0142")):
    row_of(read_account(_evidence))
Database("sqlite://").close()
gc.collect()
gc.freeze()  # what is never looked through is never copied
