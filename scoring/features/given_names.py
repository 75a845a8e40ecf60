"""First names that are words, too: Fern, Art, Gül, Роза. In a name or a handle they tell of nobody's field.

The list is ours: first names of the fifteen languages that the lexicon (or a brief) may take for a plant, a thing or a
field. What somebody's own name says counts only where the bio, the highlights or the posts speak of the same.
"""

from functools import cache
from importlib.resources import files

from scoring.lexicon import Cue, fold_text, word_set

_NAMES = word_set(
    # plants, spices, fruit
    "acacia aspen azalea basil berry birdie blossom briar camellia camelia cassia cedar cherry cinnamon "
    "clementine clover coco dahlia daisy fern fleur flora flore flor forest ginger hazel heath heather holly "
    "iris ivy jasmine jasmin jazmin juniper kale laurel lilac lilia lily linden magnolia mallow marigold "
    "marjoram melissa myrtle olive olivia oleander pepper petal petunia poppy posy reed robin rose rosa "
    "rosalie rosalba rosanna rosemary rosie rosina roos rowan rue saffron sage senna tansy violet viola "
    "violeta violette wren yarrow zinnia angelica "
    # things, stones, sounds, animals
    "amber art arte artie aria aurora bella belle brandy bunny candy carol celeste clay coral coraline dawn "
    "dove drew ebony gem gemma glen golden goldie harley harmony harper honey jade kirby kit kitty kristal "
    "lacey lane lark leo luna lyra lyric mario melody monte novella oceane olga opal paige paris pearl penny "
    "perla piper presley raven ray river rocky ruby sandy sapphire serena serenity shanti sherry sierra skye "
    "sol sonnet stella sunny tawny tulip zelda zen zephyr inka lana woody autumn june april "
    # Romance and Germanic
    "azucena estrella gala luz pilar rocio fiore fiorella gioia luce margarita margarete margherita marguerite "
    "capucine jacinthe anemone heide heidi linde veilchen erika viool madelief marin mae perle lea marina "
    "dania araceli fidel fiona "
    # Slavic, Turkish, Indonesian
    "malina jagoda kalina lilka roza rozalia wiola dalia "
    "роза роман лилия мира майя рада розалия виола жасмин "
    "мелисса лев cicek deniz doga masal oyku oya ebru "
    "duygu beste seren yildiz isik inci gul lale menekse "
    "yasemin defne papatya nergis sumbul ezgi melodi ruya filiz yaprak gonca melati mawar kembang intan dewi "
    # Asian, Arabic, Hindi
    "花 海 空 桜 蓮 桃 杏 梅 椿 楓 葵 茜 さくら すみれ もも うみ そら 하늘 바다 나비 장미 별 봄 소라 이슬 보라 "
    "ياسمين زهور "
    "زهره ورد ورده سماء نغم ريحان نرجس قمر गुलाब तुलसी संगीता कविता कला कमल चमेली "
    "पूजा kavita kala gita geeta sangeeta tulsi kamal pushpa pooja puja mumtaz "
)
# Names that are longer than a word that the lexicon knows by its beginning.
_BEGINNINGS = (
    "angel", "annel", "annem", "annet", "bailey", "carrol", "dagm", "dagn", "dietr", "dietm", "dieter", "donat",
    "fiore", "fletcher", "kasey", "kurtis", "laris", "lash", "michi", "nakish", "parker", "rafa", "randol", "robert",
    "roman", "sach", "sergi", "серг", "stewart", "trent", "michel", "synthia",
)  # fmt: skip


def is_given_name(word: str) -> bool:
    """Whether a folded word is a first name as well as whatever else it means."""
    return word in _FOLDED or word.startswith(_BEGINNINGS)


def is_first_name(word: str) -> bool:
    """Whether somebody is called so: one of the 26,900 first names of some sixty countries (``given_names.txt``)."""
    folded = fold_text(word)
    return folded in _first_names() or folded.partition("-")[0] in _first_names()


@cache
def _first_names() -> frozenset[str]:
    """Folded; ``tests.benchmarks.gather_given_names`` writes their file."""
    return frozenset((files(__package__) / "given_names.txt").read_text("utf-8").split())


def may_be_name(cue: Cue, language: str | None) -> bool:
    """Whether a cue in a name or a handle may be no more than a name: a first name, or the beginning of one in a
    language that the account does not write ("Robert" by a French "robe…")."""
    longer = " " not in cue.seen and len(fold_text(cue.words)) < len(cue.seen)
    words = [word for word in cue.seen.split(" ") if len(word) > 1] or [cue.seen]  # an initial is no word
    return all(map(is_given_name, words)) or (longer and cue.language not in ("", "en", language))


_FOLDED = frozenset(map(fold_text, _NAMES))
