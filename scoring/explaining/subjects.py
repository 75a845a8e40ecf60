"""What an account writes about, put into one sentence: each topic once, with the texts that say so."""

from collections.abc import Sequence

from scoring.brief import Brief
from scoring.evidence import Evidence
from scoring.features import AccountRead
from scoring.features.commercial import WORKS, letters_of
from scoring.features.terms import says_term
from scoring.features.words import POSTS_READ, counted_cues, is_of_name, text_of_post
from scoring.lexicon import Cue
from scoring.lists import topic_of
from scoring.quoting import span_of
from scoring.ranking.match import Met, explain_match
from scoring.wording import clean_line, joined, plural, quoted
from storage.facts import Post

OWN_FIELD = 0.6  # a wish met as strongly is the account's own field; below it a neighbouring one
_MOST_TOPICS = 3
_MOST_NEAR = 2  # subjects after which what a model holds for near is not said any more


def word_wishes(read: AccountRead, brief: Brief, terms: dict[str, float]) -> tuple[str, list[str]]:
    """What an account's terms say to the wishes of a brief, to its competitors and to what it avoids, and the pages
    behind it."""
    words, pages = word_subjects(read, explain_match(brief, terms))
    if not words:
        wanted = quoted(name.replace("/", " / ").replace("_", " ") for name in (*brief.words, *brief.niches))
        words = f"nothing about {wanted} in bio, highlights or posts"
    rivals = [name for name in brief.competitors if f"{WORKS}{letters_of(name)}" in terms]
    if rivals:
        words += f"; works for {joined([f'@{name}' for name in rivals])}, a competitor of the brief"
    against = [one.words for one in explain_match(brief, terms, avoided=True) if one.words in brief.avoid]
    if against:
        words += f"; speaks of {quoted(dict.fromkeys(against))}, which the brief avoids"
    return words, pages


def word_subjects(read: AccountRead, met: Sequence[Met]) -> tuple[str, list[str]]:
    """The wishes that an account meets (``explain_match``) as one sentence, and the pages behind it.

    "writes about baking and plant-based food: bio "vegan baker", 9 of the last 12 posts; says "oat flour" in highlight
    "Oat 101"". Wishes that rest on the same texts are said once; neighbouring fields only where nothing nearer was met.
    """
    said: dict[str, list[str]] = {}
    own: list[str] = []
    near: dict[str, list[str]] = {}
    by_model: list[str] = []
    pages: list[str] = []
    for words, term, strength, likeness in met:
        if likeness is not None:
            like, behind = _word_likeness(read, words, term, likeness)
            by_model.append(like)
            pages += behind
            continue
        if term.startswith("niche:"):
            niche = term[6:]
            if niche in own or niche in near.get(words, ()):
                continue
            if _is_own(words, niche, strength):
                own.append(niche)
            else:
                near.setdefault(niche, []).append(words)
            continue
        where, behind = _where_said(read.evidence, term)
        said.setdefault(where, []).append(term)
        pages += behind
    parts = []
    if own:
        places, behind = _where_written(read, own[:_MOST_TOPICS])
        pages += behind
        parts.append(f"writes about {joined([topic_of(niche) for niche in own[:_MOST_TOPICS]])}{_after_colon(places)}")
    for where, terms in list(said.items())[:2]:
        names = joined([f'"{term}"' for term in terms[:3]])
        parts.append(f"says {names}{f' in {where}' if where else ''}")
    if not parts:
        for niche, wishes in list(near.items())[:2]:
            places, behind = _where_written(read, [niche])
            pages += behind
            wanted = joined([_wish(words) for words in wishes[:3]])
            parts.append(f"close to {wanted}: writes about {topic_of(niche)}{f' ({places})' if places else ''}")
    parts += by_model[: _MOST_NEAR - min(_MOST_NEAR, len(parts))]
    return "; ".join(parts), pages


def _word_likeness(read: AccountRead, words: str, term: str, likeness: float) -> tuple[str, list[str]]:
    """What a sentence model holds for near a wish, and where it stands: near "wax seals": stationery .63 (model)."""
    near = f"{likeness:.2f}".removeprefix("0")
    if term.startswith("niche:"):
        places, behind = _where_written(read, [term[6:]])
        name = topic_of(term[6:])
    else:
        places, behind = _where_said(read.evidence, term)
        name = f'"{term}"'
    return f'near "{words}": {name} {near} (model){f", {places}" if places else ""}', behind


def _is_own(words: str, niche: str, strength: float) -> bool:
    return strength >= OWN_FIELD or words == niche or niche.startswith(f"{words}/")


def _wish(words: str) -> str:
    return topic_of(words) if "/" in words else f'"{words}"'


def _after_colon(places: str) -> str:
    return f": {places}" if places else ", by its name"


def _where_written(read: AccountRead, niches: Sequence[str]) -> tuple[str, list[str]]:
    """Where the words of some niches stand, all together: "bio "vegan baker" and 9 of the last 12 posts"."""
    labels = {f"niche:{niche}" for niche in niches}
    evidence = read.evidence
    profile = evidence.profile
    cues = [cue for cue in counted_cues(read.words.bio) if cue.label in labels]
    written = [cue for cue in cues if not is_of_name(cue)]
    places = []
    if written:
        words = seen_in((profile.bio if profile else None) or "", written)
        places.append(f"bio {quoted(words)}" if words else f"profile {quoted(cue.seen for cue in written)}")
    told = {cue.label for cue in written}
    named = [cue for cue in cues if is_of_name(cue) and cue.label not in told]
    if named:
        words = seen_in((profile.display_name if profile else None) or "", named)
        places.append(f"name {quoted(words or (cue.seen for cue in named))}")
    titles = [
        clean_line(highlight.title or "")
        for highlight, found in zip(evidence.highlights, read.words.highlights, strict=True)
        if any(cue.label in labels for cue in counted_cues(found))
    ]
    if titles:
        places.append(f"{'highlight' if len(titles) == 1 else 'highlights'} {quoted(titles, 2)}")
    posts = [
        post
        for post, found in zip(evidence.posts, read.words.posts, strict=False)
        if any(cue.label in labels for cue in counted_cues(found))
    ]
    if posts:
        places.append(_of_last(posts, evidence))
    return joined(places), [post.page for post in posts[:6]]


def _of_last(posts: Sequence[Post], evidence: Evidence) -> str:
    return f"{len(posts)} of the last {plural(min(POSTS_READ, len(evidence.posts)), 'post')}"


def _where_said(evidence: Evidence, term: str) -> tuple[str, list[str]]:
    """In which texts of the account a term stands, in words, and the pages of the posts among them."""
    profile = evidence.profile
    places = []
    if profile is not None and says_term(profile.bio or "", term):
        places.append("bio")
    titles = [highlight.title for highlight in evidence.highlights if says_term(highlight.title or "", term)]
    if titles:
        places.append(f"highlight {quoted(clean_line(title) for title in titles if title)}")
    posts = [post for post in evidence.posts[:POSTS_READ] if says_term(text_of_post(post), term)]
    if posts:
        places.append(_of_last(posts, evidence))
    return joined(places), [post.page for post in posts[:6]]


def seen_in(text: str, cues: Sequence[Cue]) -> list[str]:
    """The words that the cues found as the text itself writes them, neighbours joined, each once, in their order.

    What cannot be found again in the text is left out.
    """
    spans: list[tuple[int, int]] = []
    for cue in cues:
        span = span_of(text, cue.seen)
        if span is not None:
            spans.append(span)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start] in (" ", "-", " & ")):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return list(dict.fromkeys(clean_line(text[start:end]) for start, end in merged))
