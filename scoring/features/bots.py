"""Signs that a program writes an account, beside the words of the lexicon (``automated``)."""

from collections.abc import Iterator

from scoring.features.firms import Sign
from scoring.lexicon import fold_text
from scoring.patterns import late
from storage.facts import Profile

_NAME = late(r"(?<![\w-])bots?(?!\w)|ボット$|bot$(?<=[\u3040-\u9fff]bot)|(?<!\w)бот(?!\w)|봇$|(?<!\w)بوت(?!\w)|बॉट")
_HANDLE = late(r"(?:^|[._-])(?:bot|autofeed|feedbot|newsbot|rssbot)\d{0,3}(?:[._-]|$)")
# Words that end so and are none: names of people and of animals, and machines.
_ENDING = late(r"(?<=[a-z]{3})(?<!ab)(?<!tal)(?<!ca)(?<!tur)(?<!ja)(?<!ro)(?<!sa)(?<!ri)(?<!hob)bot\d{0,2}$")
_NETWORK_SAYS = frozenset({"bot", "labeler"})  # what networks' readers put down as a category
# "A bot by @ada", "Twitterbot that …", "I'm a weather bot"; not "no bots", "robots".
_IS_BOT = late(
    r"(?<![\w@#/.-])(?:chat|twitter|tweet)?bot(?:[\s.:,]{1,3}(?:by|that|which|who|for|from|made|created|built|mapped|run|"
    r"maintained|powered|to|posting|tweeting)\b|\s?[(\[]?(?:made |run )?by @|\W*$)|[(\[]bot[)\]]|#botally\b|"
    r"\b(?:this is|(?:i|we) am|i['’]?m) (?:just )?an? (?:[\w#-]{2,20} ){0,3}(?:ro|twitter|chat)?bot\b|"
    r"\b(?:twitter|tweet)bot\b|(?<=[\u3040-\u9fff)\]])(?<!ロ)"
    r"(?:bot|ボット)(?=です|だよ|である|でござい|になりま)|(?:非公式|非公認|自動|つぶやく|呟く|ツイートする|tweetする)bot(?!任せ)"
)
_DENIES = late(r"\bnot ?a ?bot\b")
# Who makes one: "I built a bot that waters plants", "bot developer".
_MAKES_BOTS = late(
    r"\b(?:buil[dt]\w*|ma[dk]e\w*|making|wr[io]t\w+|wrote|cod(?:ed?|ing)|creat(?:ed?|ing|or of)|author of|maker of|"
    r"behind|not|no|my|have|own|dev of) (?:an? |the |this )?(?:[\w-]{2,20} )?(?:chat|twitter)?bot\b"
)
_TIMES = r"(?:(?:\d{1,2}(?:[-–]\d{1,2})?|two|three|four|five|six|ten|twelve|fifteen|twenty|thirty) ?)"
_EVERY = late(
    rf"\bevery {_TIMES}(?:hours?|hrs?|h|minutes?|mins?)\b|\b(?:tweet|post|toot|update|upload|share)(?:s|d|ed|ing)?\b"
    r"[^.\n|]{0,60}?\b(?:every (?:hour|minute)\b|hourly\b|(?:\w+ times|once|twice) (?:an|every|per) hour\b|"
    r"around the clock)|\bhourly (?:update|tweet|post)s?\b|"
    r"(?:\d{1,2}|[一二三])時間(?:に|ごと|毎)|\d{1,2}分(?:に|ごと|毎)(?:一|1)?[回度]?"
)
_GENERATED = late(
    r"\b(?:computer|machine|randomly|procedurally|automatically|algorithmically|auto)[- ]generat(?:ed|ing|es)\b|"
    r"\bautomatically (?:mak|post|tweet|creat|updat|shar|gather)\w+|\b(?:tweet|message|mention|@) ?me [^.\n]{0,30}and "
    r"i(?:'ll| will|’ll)\b"
)
_POSTS_AT_LEAST, _FOLLOWS_AT_MOST, _POSTS_EACH = 500, 20, 50
_CALLED, _SAYS, _BEHAVES = 1.4, 0.5, 0.5


def signs_of_bots(handle: str, profile: Profile | None) -> Iterator[Sign]:
    """What the network says, the bio, the name and the handle; each counts for more where the account behaves so: it
    posted hundreds of times and follows next to nobody."""
    name, bio = (profile.display_name, profile.bio) if profile else (None, None)
    name, bio, category = name or "", bio or "", fold_text((profile.category if profile else None) or "")
    if category in _NETWORK_SAYS:
        yield Sign("aggregator", 1.5, f'automated: category "{category}"')
    folded = fold_text(bio)
    if _DENIES.search(folded):
        return
    found = [
        (_CALLED, "bio calls it a bot", _IS_BOT.search(folded) and not _MAKES_BOTS.search(folded)),
        (_SAYS, "bio tells how often it posts", _EVERY.search(folded)),
        (_SAYS, "bio speaks of a program", _GENERATED.search(folded)),
        (_SAYS, '"bot" in the handle', _HANDLE.search(handle) or _ENDING.search(handle)),
        (_SAYS, '"bot" in the name', _NAME.search(fold_text(name))),
    ]
    for weight, reason, said in found:
        if said:
            yield Sign("aggregator", weight, f"automated: {reason}")
    if "🤖" in bio or "🤖" in name:
        yield Sign("aggregator", 0.1, "automated: 🤖")
    if profile is not None and _behaves_so(profile) and any(said for _, _, said in found):
        told = f"automated: follows {profile.following:,}, posted {profile.posts_count:,} times"
        yield Sign("aggregator", _BEHAVES, told)


def _behaves_so(profile: Profile) -> bool:
    posts, following = profile.posts_count, profile.following
    if posts is None or following is None or posts < _POSTS_AT_LEAST:
        return False
    return following <= max(_FOLLOWS_AT_MOST, posts // _POSTS_EACH)
