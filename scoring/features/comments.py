"""What the comments under an account's posts look like: repeated, fit for any post, all by the same few people?

The owner's own comments are left out. Short comments and emoji count for nothing by themselves: an honest public writes
them, too. Only words that fit under any post, long texts that recur, and how few people write it all are counted.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from scoring.evidence import Evidence
from scoring.features.mentions import mentioned_by
from scoring.features.parts import fits_anywhere, plain_comment, words_of
from scoring.features.scam import is_scam
from scoring.features.soliciting import solicits
from storage.facts import Comment

MOST = 150  # newest comments that are read
SCAMS_AMONG = 60  # newest comments that are looked at for scams
ALIKE = 0.8  # Jaccard similarity of 3-grams from which two texts are one
_COMPARED = 120  # characters that two texts are compared by
LONG = 12  # characters from which a text that recurs is no coincidence


@dataclass(frozen=True)
class CommentsRead:
    """Others' comments in numbers. ``worded`` have letters; ``generic`` fit under any post or solicit;
    ``repeated`` are long texts that stand there again; ``concentration`` is Σp² over people (without chance pairs),
    ``top5`` the share of the five busiest; ``regular_people`` comment on three of four posts (four posts and
    more), ``reciprocal`` are people whom the account names, tags or works with. ``examples`` are generic or
    repeated texts, the most frequent first."""

    read: int
    posts: int
    people: int
    worded: int
    generic: int
    repeated: int
    concentration: float | None
    top5: float | None
    regular_people: int
    regular_share: float | None
    reciprocal: int
    examples: tuple[str, ...] = ()


def read_comments(evidence: Evidence) -> CommentsRead | None:
    """The comments of others under an account's posts; ``None`` where none with a text was seen."""
    comments = comments_of_others(evidence)
    if not comments:
        return None
    comments = comments[:MOST]
    plain = [plain_comment(comment.text or "") for comment in comments]
    generic = [is_generic(text) for text in plain]
    words = [words_of(text) for text in plain]
    repeated = _repeated(words)
    who = [comment.author_handle or comment.author_native_id for comment in comments]
    people = Counter(name for name in who if name)
    known = people.total()
    posts = {comment.post for comment in comments}
    regular = _regulars(comments, posts)
    said = Counter(text for text, fits, again in zip(words, generic, repeated, strict=True) if fits or again)
    named = {
        name.lower()
        for post in evidence.posts
        for name in (*mentioned_by(post), *(post.tagged or ()), *(post.coauthors or ()))
    }
    return CommentsRead(
        read=len(comments),
        posts=len(posts),
        people=len(people),
        worded=sum(bool(text) for text in plain),
        generic=sum(generic),
        repeated=sum(repeated),
        concentration=(
            sum(times * (times - 1) for times in people.values()) / (known * (known - 1)) if known >= 2 else None
        ),
        top5=sum(times for _, times in people.most_common(5)) / known if known else None,
        regular_people=len(regular),
        regular_share=sum(people[name] for name in regular) / known if known and len(posts) >= 4 else None,
        reciprocal=sum(name.lower() in named for name in people),
        examples=tuple(text for text, _ in sorted(said.items(), key=lambda item: (-item[1], item[0]))[:3]),
    )


def comments_of_others(evidence: Evidence) -> list[Comment]:
    """The comments with a text that others wrote, the newest first."""
    ours_id = evidence.profile.native_id if evidence.profile else None
    return [
        comment
        for comment in evidence.comments
        if comment.text
        and comment.author_handle != evidence.handle
        and (ours_id is None or comment.author_native_id != ours_id)
    ]


def count_scams(evidence: Evidence) -> tuple[int, int]:
    """How many of others' newest comments (at most ``SCAMS_AMONG``) solicit or are scams to the model, and of how many.

    For what is shown only: it takes half a millisecond a comment, and says nothing about the creator.
    """
    texts = [comment.text or "" for comment in comments_of_others(evidence)[:SCAMS_AMONG]]
    return sum(solicits(plain_comment(text)) or is_scam(text) for text in texts), len(texts)


def _regulars(comments: list[Comment], posts: set[str | None]) -> set[str]:
    """People who comment on three posts of four, where four or more were seen."""
    if len(posts) < 4:
        return set()
    on: dict[str, set[str | None]] = {}
    for comment in comments:
        name = comment.author_handle or comment.author_native_id
        if name:
            on.setdefault(name, set()).add(comment.post)
    return {name for name, seen in on.items() if 4 * len(seen) >= 3 * len(posts)}


@lru_cache(maxsize=8_192)
def is_generic(plain: str) -> bool:
    """Whether a comment (as ``plain_comment`` gives it) would fit under any post, or solicits. Without words: no."""
    return bool(plain) and (fits_anywhere(plain) or solicits(plain))


def _repeated(plain: list[str]) -> list[bool]:
    """Which texts are long and stand there again, word for word or nearly (3-grams, Jaccard of .8)."""
    times = Counter(plain)
    again = {text for text, number in times.items() if number > 1 and len(text) >= LONG}
    unique = sorted(text for text in times if len(text) >= LONG)
    grams = {text: frozenset(text[i : i + 3] for i in range(min(len(text), _COMPARED) - 2)) for text in unique}
    common = Counter(gram for found in grams.values() for gram in found)
    holders: dict[str, list[str]] = {}
    for text in sorted(unique, key=lambda t: (len(grams[t]), t)):
        own = grams[text]
        # Two sets so alike share one of their rarest grams: only those need be compared, and grams that stand in no
        # other text come first of all.
        shared_grams = [gram for gram in own if common[gram] > 1]
        rarest_n = len(own) - int(ALIKE * len(own)) + 1 - (len(own) - len(shared_grams))
        if rarest_n <= 0:
            continue
        rarest = sorted(shared_grams, key=lambda gram: (common[gram], gram))[:rarest_n]
        near = {other for gram in rarest for other in holders.get(gram, ())}
        for other in near:
            shared = len(own & grams[other])
            if shared >= ALIKE * (len(own) + len(grams[other]) - shared):
                again |= {text, other}
        for gram in rarest:
            holders.setdefault(gram, []).append(text)
    return [text in again for text in plain]
