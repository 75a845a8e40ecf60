"""Whether a name stands among the words of a text as a place: after "in" or a pin, alone, before who lives there."""

import re
from collections.abc import Sequence

from scoring.lexicon import fold_text, word_set
from scoring.places.table import place_names
from scoring.places.towns import LARGE, Town, is_spoken, towns
from scoring.places.words import Word, is_alone

PINS = frozenset("📍🏠🌍🌎🌏🗺✈📌🏡")
LOCATIVE = word_set(  # folded; the French "à" is told by its accent
    "in from based near around au aux en aus bei nach uit em w we из в во под van vanuit di yasayan tinggal من في"
)
_BEFORE_PLACE = LOCATIVE | PINS | word_set("de a da na no te z ze do spod asal dari ke dal d du kota kabupaten kab")
# Behind a town's name: "in" of languages that put it there.
AFTER_PLACE = word_set("mein me mai में से वाली वाला वाले ka ki ke se wali wala da de ta te li dan den tan ten dayim")
_STREETS = word_set(
    "jl jln jalan st street rd road ave calle carrer avda rue rua av avenida via viale corso ul ulica cad sok"
)
# Behind a town's name: "based", "area"; "and around" in several languages.
_ITS_AREA = word_set("based area")
_AND = word_set("and & y et e i und en")
_AROUND = word_set(
    "around round surrounds surrounding alrededores alentours environs dintorni arredores okolice umgebung omstreken"
)
# Who somebody of a place is: "Sydney foodie", "York dog mum", "blogueuse food Paris".
_ROLES = word_set(
    "foodie foodies blogger bloggers blog eats mum mums mom moms mama mummy mommy dad dads girl gal boy guy lad lass "
    "couple local native born runner photographer videographer creator influencer stylist mua artist illustrator "
    "designer baker chef bookworm reader teacher student nurse yogi maker potter writer vlogger gardener"
)
_ROLES_BEFORE = word_set("foodie blogger bloggerin blogueuse blogueur bloguera bloguero foodblogger foodbloggerin eats")
_ARTICLES = word_set("a the your proud")
_MOST_BETWEEN = 2  # words between a place and who somebody is
# Before a person these say how somebody is ("nice girl"), not where.
_ADJECTIVES = word_set("nice mobile solo split moda essen tours como parma modern grey orange")
# Written small within a name: "Linz am Rhein".
_PARTICLES = word_set(
    "a am an auf au aux bei d da dal de del della den der di do dos du e el en i im in l la las le les los na "
    "nad o ob of "
    "on op pod s sous sul sur the und upon v van vor y z и на"
)


def is_quarter_meant(words: list[Word], begin: int, length: int, spoken: bool) -> bool:
    """Whether the name of a quarter is one: small and alone it is often a word of another language ("kamata")."""
    if length > 1 or spoken or words[begin].capital:
        return True
    before = words[begin - 1].folded if begin else ""
    return is_locative(words, begin) or before in PINS or is_alone(words, begin, length)


def is_locative(words: Sequence[Word], begin: int) -> bool:
    """Whether a word before a name says "in"."""
    return begin > 0 and (words[begin - 1].folded in LOCATIVE or words[begin - 1].grave)


def is_city_of(words: Sequence[Word], begin: int, language: str | None) -> bool:
    """Whether the Indonesian "kota" is said, not the town in India: "di Kota Bandung", with a name behind it."""
    after = words[begin + 1] if begin + 1 < len(words) else None
    named = after is not None and after.piece == words[begin].piece and after.capital and after.folded[0].isalpha()
    return language == "id" or named


_PEOPLE = word_set(  # "Chanteuse Tunisienne"
    "chanteuse chanteur actrice acteur blogueuse blogueur influenceuse influenceur maman femme fille artiste "
    "etudiante etudiant cantante actriz bloguera mujer chica mama artista cantora atriz mulher menina attrice ragazza "
    "donna mamma studentessa estudiante"
)
_I_AM = word_set(
    "soy sou sono suis bin ik jestem ben i'm im am a an una un uma eine een proud orgullosa я je ex wahl "
    "orgulloso orgullosamente orgulhosa orgulhoso orgulhosamente orgogliosa orgoglioso orgogliosamente fiere fier "
    "fierement stolze stolzer trotse dumna dumny gururlu bangga горжусь гордыи гордая puro pura feliz muy siempre"
)
_SOMEBODY = word_set("हूँ हूं हु लड़की लड़का कुड़ी मुंडा ladki ladka girl hoon hun in في ب مقيم مقيمة في से وأفتخر وافتخر")
_BEFORE_THEM = _I_AM | _PEOPLE
# What is called after a people and says of nobody where he lives: "American football", "Brazilian jiu jitsu".
_CALLED_AFTER = word_set(
    "football soccer sports jiu jiujitsu bjj wax zouk funk phonk army food foods cuisine recipes dishes breakfast "
    "kitchen coffee tea cocoa wine wines whiskey whisky beer pizza bbq cheese skincare fashion design style vintage "
    "denim tattoo tattoos history literature politics music cinema film films movies drama dramas culture folklore "
    "horror gothic comics cartoons cars muscle made brands products dolls dance dancing setter terrier bulldog bully "
    "akita staffordshire cocker shepherd quarter shorthair curl wirehair fold eskimo english spanish portuguese sign "
    "woodland revolution civil"
)


def is_somebody(words: Sequence[Word], begin: int, length: int) -> bool:
    """Whether what people of a place are called stands for one of them: "Lyonnaise à Berlin", not "pizza napoletana" or
    "बनारसी साड़ी"."""
    piece = words[begin].piece
    before = words[begin - 1] if begin else None
    if (
        before is not None
        and before.piece == piece
        and before.folded[0].isalnum()
        and before.folded not in _BEFORE_THEM
    ):
        return False
    after = words[begin + length] if begin + length < len(words) else None
    if after is None or after.piece != piece:
        return True
    if after.folded in _CALLED_AFTER:
        return False
    return words[begin].folded[0] < "\u0590" or after.folded in {fold_text(word) for word in _SOMEBODY}


def is_meant(town: Town, words: list[Word], begin: int, length: int, language: str | None) -> bool | None:
    """Whether a town's name means the town: ``None`` no, false only where something else names its country."""
    key = " ".join(word.folded for word in words[begin : begin + length])
    before = words[begin - 1].folded if begin else ""
    after = words[begin + length].folded if begin + length < len(words) else ""
    capital = words[begin].capital and all(
        word.capital or word.folded in _PARTICLES for word in words[begin : begin + length]
    )
    if key in towns().words or key in place_names().words:
        lives = is_locative(words, begin) or before in PINS or (before == "a" and language in ("fr", "it"))
        known = town.thousands >= LARGE or language is None or is_spoken(language, town.country)  # "in God" is no Göd
        return True if capital and lives and known else None
    alone = is_alone(words, begin, length)
    spoken = is_spoken(language, town.country)
    if before in PINS and capital:
        return True
    if alone and (spoken or (capital and len(key) > 4 and (language is None or town.thousands >= LARGE))):
        return True
    if not capital or len(key) < 4:
        return None
    if language is None and length > 1 and is_locative(words, begin):
        return True
    said = (
        before in _BEFORE_PLACE
        or is_locative(words, begin)
        or after in AFTER_PLACE
        or _is_its_area(words, begin + length)
    )
    return town.thousands >= LARGE or (spoken and (length > 1 or said))


def _is_its_area(words: Sequence[Word], at: int) -> bool:
    """Whether what stands behind a town's name says "based", "area", "and around"."""
    behind = [word.folded for word in words[at : at + 2]]
    return behind[:1] != [] and (behind[0] in _ITS_AREA or (behind[0] in _AND and behind[-1] in _AROUND))


def is_said(text: str, words: list[Word], begin: int, length: int) -> bool:
    """Whether a name that may be a word or a person's stands as a place: alone in its piece of the text, after "in" or
    a pin, or before the capitals of a state. Where Latin letters have capitals it must have one."""
    if not all(word.capital for word in words[begin : begin + length]):
        return False  # "a nice day"
    if is_locative(words, begin) or (begin and words[begin - 1].folded in _BEFORE_PLACE):
        return True
    if any(word.folded in _STREETS and word.piece == words[begin].piece for word in words[max(0, begin - 6) : begin]):
        return True  # "Jl. Mawar II 5 Malang"
    after = words[begin + length].folded if begin + length < len(words) else ""
    if is_alone(words, begin, length) or (after in AFTER_PLACE and words[begin + length].piece == words[begin].piece):
        return True
    if _is_its_area(words, begin + length) or _is_somebodys(words, begin, length):
        return True
    name = r"\s+".join(re.escape(word.folded) for word in words[begin : begin + length])
    return re.search(rf"\b(?i:{name})\s?[-–,/]\s?[A-Z]{{2}}\b", text) is not None  # "Salvador - BA"


def _is_somebodys(words: list[Word], begin: int, length: int) -> bool:
    """Whether a name that begins its piece of the text stands before who somebody is, or ends it behind that."""
    if words[begin].folded in _ADJECTIVES:
        return False
    if begin + length < len(words) and words[begin + length].folded == "s":
        return False  # "Preston's mum"
    piece, near = words[begin].piece, _MOST_BETWEEN + 1
    behind = [word.folded for word in words[begin + length : begin + length + near] if word.piece == piece]
    before = [word.folded for word in words[max(0, begin - near) : begin] if word.piece == piece]
    if not behind:
        return bool(before) and before[0] in _ROLES_BEFORE and len(before) <= _MOST_BETWEEN
    return not set(before) - _ARTICLES and not _ROLES.isdisjoint(behind)
