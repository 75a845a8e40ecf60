"""Districts of British postcodes tell the town, where they are no telephone's, car's or console's name."""

import pytest

from scoring.places.postcodes import postcodes_in


@pytest.mark.parametrize(
    ("bio", "towns"),
    [
        ("SE15 · film + dogs", ["London"]), ("📍 BS3 | pottery", ["Bristol"]), ("S10 📍 coffee, hills", ["Sheffield"]),
        ("tiler · owls fan · S35", ["Sheffield"]), ("mum of two, E17", ["London"]), ("living in M20", ["Manchester"]),
        ("studio: M1 5QA", ["Manchester"]), ("EH6\nsourdough", ["Edinburgh"]), ("NR2 and NR3 walks", ["Norwich"] * 2),
        ("HU5", ["Hull"]),
        ("shot on S10", []), ("my M3", []), ("iPhone SE2 photos", []), ("CR7 fan", []), ("PS5 and GT3", []),
        ("MK2 owner", []), ("LS99", []), ("#SE15style", []), ("@SE15", []), ("se15", []), ("1 SE15X2", []),
    ],
)  # fmt: skip
def test_a_district_tells_the_town(bio: str, towns: list[str]) -> None:
    found = postcodes_in(bio, "en")
    assert [place.city for place in found] == towns
    assert all(place.country == "GB" and place.region for place in found)


def test_other_languages_have_other_codes() -> None:
    assert postcodes_in("SE15 · film", None) == postcodes_in("SE15 · film", "en") != []
    assert postcodes_in("SE15 · Filme und Hunde", "de") == []
