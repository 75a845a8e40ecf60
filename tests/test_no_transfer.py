"""Who forbids passing their data on stays out of what goes to others, in ten languages."""

import csv
import json
from pathlib import Path

import pytest

from storage.rights.notices import forbids_transfer
from tests.commands import nanoscout, nanoscout_json
from tests.test_forget import OTHER, post

FORBIDS = """
Please do not share my data
Don't forward my email
no agencies, brands only
No third parties
my details must not be passed on
Keine Weitergabe meiner Daten
keine Agenturen
Daten bitte nicht weitergeben
Pas d'agences
Merci de ne pas transmettre mes coordonnées
Sin agencias
no compartir mis datos
niente agenzie
non condividere i miei dati
sem agências
não partilhar os meus dados
geen bureaus
gegevens niet delen
bez agencji
nie udostępniać moich danych
inga byråer
dela inte mina uppgifter
bilgilerimi paylaşmayın
ajans istemiyorum
"""
ALLOWS = """
We do not share your data
I never sell
no agency fees
don't share your secrets with anyone
sharing my kitchen daily
Agentur für Tinte
keine Werbung
represented by Ink Agency
agences bienvenues
contacto por correo
condivido ricette
partilho receitas
geen spam
bez cukru
dela gärna
paylaşım günü
"""


@pytest.mark.parametrize("bio", [line for line in FORBIDS.splitlines() if line])
def test_words_that_forbid_it(bio: str) -> None:
    assert forbids_transfer(f"Ink from a shed. {bio}. mail@ink.example")


@pytest.mark.parametrize("bio", [line for line in ALLOWS.splitlines() if line])
def test_words_that_do_not(bio: str) -> None:
    assert not forbids_transfer(f"Ink from a shed. {bio}. mail@ink.example")


def test_such_people_are_in_no_file_for_others(tmp_path: Path) -> None:
    database, file = tmp_path / "x.db", tmp_path / "page.json"
    private = OTHER | {"pk": "77002222222", "username": "wynne.keeps", "public_email": "wynne@keeps.example",
                       "biography": "Ink. Please do not share my data. wynne@keeps.example"}  # fmt: skip
    open_one = OTHER | {"public_email": "bram@kestle.example", "biography": "ink. bram@kestle.example"}
    pages = [{"user": private}, {"user": open_one}, {"items": [post(1, private, "#ink"), post(2, open_one, "#ink")]}]
    file.write_text("\n".join(json.dumps(page) for page in pages))
    nanoscout("ingest", file, "--network", "instagram", "--database", database)
    theirs = tmp_path / "gmail.csv"
    done = nanoscout_json("export", theirs, "--to", "gmail", "--database", database)
    assert done["held_back"] == {"its owner forbids passing their data on": 1}
    assert "kestle" in theirs.read_text()
    assert "keeps" not in theirs.read_text()
    report = tmp_path / "report.html"
    assert nanoscout_json("report", report, "--database", database)["creators"] == 1
    assert "wynne" not in report.read_text()
    own = tmp_path / "own.csv"
    nanoscout("export", own, "--database", database)
    rows = {row["handle"]: row for row in csv.DictReader(own.read_text(encoding="utf-8-sig").splitlines())}
    assert rows["wynne.keeps"]["email"] == ""
    assert rows["wynne.keeps"]["contact_held_back"] == "its owner forbids passing their data on"
    assert rows["bram.kestle"]["email"] == "bram@kestle.example"
