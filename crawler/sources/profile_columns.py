"""Which columns of a list tell an account's own profile: its bio, whom it follows, how many posts, where it is.

A name that only tools write ("biography", "followsCount") is enough. One that people write too ("posts" may be those
of a campaign, "description" a remark of one's own, "verified" one's own check) counts only beside such a name.
"""

from crawler.sources.columns import (
    COUNTRY_WORDS,
    LOCATION_WORDS,
    NETWORK_WORDS,
    Column,
    Role,
    network_in,
    tokens_of,
    words_of,
)

_NAMES: dict[Role, str] = {
    "bio": "bio bios biography biographie biografia biotext biodescription signature",
    "following": "following followings followees followeescount followingcount followingscount followscount "
    "numfollowing edgefollow gefolgt siguiendo seguindo seguiti volgend obserwowani",
    "posts_count": "postcount postscount mediacount numberofposts numposts totalposts statusescount videocount "
    "videoscount totalvideos numberofvideos",
    "is_verified": "isverified verifiedaccount isverifiedaccount",
    "is_private": "isprivate privateaccount isprivateaccount",
    "links": "externalurl externallink biolink linkinbio biourl bioiolink websiteinbio",
    "category": "businesscategory businesscategoryname",
}
_SURE = {name: role for role, names in _NAMES.items() for name in words_of(names)}
_BESIDE: dict[str, Role] = {
    "description": "bio", "posts": "posts_count", "media": "posts_count", "videos": "posts_count",
    "follows": "following", "verified": "is_verified", "private": "is_private", "category": "category",
    "categoryname": "category", "website": "links",
}  # fmt: skip
# What may stand before a name without changing what it means: user_bio, authorMeta.signature.
_BEFORE = frozenset({"user", "owner", "author", "meta", "profile", "account", "creator", "influencer", "channel"})
# What may stand beside a town or country: "Your city", "Country of residence", "Town / country".
_AT_HOME = (
    LOCATION_WORDS
    | COUNTRY_WORDS
    | words_of("your home current of residence user profile address name code iso iso2 iso31661")
)
_OF_POSTS = words_of(
    "caption captions shortcode likecount commentscount commentcount diggcount playcount posturl postid "
    "posttext videourl videoid tweetid takenat publishedat"
)


def profile_columns(header: list[str]) -> dict[int, Column]:
    """The places of the columns that tell a profile's fields, each field of a network once; {} where none does."""
    found: dict[int, Column] = {}
    told: set[Column] = set()
    names = [_name_of(cell) for cell in header]
    known = {"bio", "following", "posts_count"}
    alone = any(name in _OF_POSTS for name, _ in names)
    beside = not alone and any(_SURE.get(name) in known for name, _ in names)
    for roles in (_SURE, _BESIDE) if beside else (_SURE,):
        for place, (name, network) in enumerate(names):
            column = Column(roles[name], network) if name in roles else None
            if column is not None and place not in found and column not in told:
                found[place] = column
                told.add(column)
    if not alone:
        homes = {role: place for place, cell in reversed(list(enumerate(header))) if (role := _home_in(cell))}
        found |= {place: Column(role) for role, place in homes.items() if place not in found}
    return found


def _home_in(cell: str) -> Role | None:
    """Whether the name of a column says a town or a country, and nothing else."""
    tokens = tokens_of(cell)
    if not _AT_HOME.issuperset(tokens):
        return None
    if not LOCATION_WORDS.isdisjoint(tokens):
        return "location"
    return "country" if not COUNTRY_WORDS.isdisjoint(tokens) else None


def _name_of(cell: str) -> tuple[str, str | None]:
    """(the name of a column without what stands before it, the network that it names)."""
    tokens = tokens_of(cell)
    network = network_in(tokens) if tokens else None
    while len(tokens) > 1 and (tokens[0] in _BEFORE or tokens[0] in NETWORK_WORDS):
        tokens = tokens[1:]
    return "".join(tokens), network
