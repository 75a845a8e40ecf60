"""A first line for a message, out of a real post: by template, in the person's language, never invented."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from scoring.features.commercial import is_for_a_brand
from scoring.outreach.first_words import first_words
from scoring.special import are_special
from scoring.word_lists import has_listed, words_of
from storage.facts import Post

_RECENT = timedelta(days=120)
_MOURNING = timedelta(days=60)  # as long nothing that is older is quoted to whom somebody died
_LEAST_LETTERS = 12
# «quote» is what they wrote themselves. Each says no more than that the post was seen, and tells no gender. It begins
# as the first line of a letter does in its language: small after the comma of a German, Italian or Polish greeting.
_TEMPLATES = {
    "en": "I saw your post “{quote}”",
    "de": "ich habe deinen Beitrag „{quote}“ gesehen",
    "fr": "J’ai vu votre publication «\u00a0{quote}\u00a0»",
    "es": "He visto tu publicación «{quote}»",
    "pt": "Vi a sua publicação “{quote}”",
    "it": "ho visto il tuo post «{quote}»",
    "nl": "Ik zag je bericht “{quote}”",
    "pl": "widzieliśmy Twój post „{quote}”",
    "tr": "“{quote}” gönderini gördüm",
    "id": "Saya melihat unggahan Anda “{quote}”",
    "ru": "Мы видели ваш пост «{quote}»",
    "ja": "「{quote}」の投稿を拝見しました",
    "ko": "“{quote}” 게시물을 보았습니다",
    "ar": "رأيت منشورك «{quote}»",
    "hi": "मैंने आपकी पोस्ट “{quote}” देखी",
}
# The marks of a quotation within that one.
_INNER = {"de": "‚‘", "fr": "“”", "es": "“”", "it": "“”", "pl": "«»", "ru": "„“", "ja": "『』", "ar": "“”"}
# Not their own words: what they pass on, and whom they answer ("Ada's comment: …", as TikTok writes it).
_ANOTHERS = re.compile(
    r"RT @|[@＠]\w|[^\n]{1,60}[’']s comment:"
    r"|(?:replying to|antwort an|en réponse à|respuesta a|resposta a|risposta a) @",
    re.IGNORECASE,
)
_A_LOOK = 3  # posts on one page that make it a look at somebody's posts, in the order of time


def personal_line(posts: Sequence[Post], language: str | None, now: datetime | None) -> tuple[str | None, str | None]:
    """(line, address of the post it quotes); both ``None`` where no recent post has words of its own to quote.

    Of posts up to 120 days before ``now`` the newest is quoted that is no work for a brand, says nothing of health,
    faith, a child, a parting or a war and does not swear (``special.toml``, ``private.toml``), is no answer and not
    passed on, and was not gone at the last look: its first words (``first_words``). Where a newer one, of the last
    sixty days, tells that somebody died nothing is quoted, nor where nobody knows what is recent (``now`` is ``None``).
    """
    if now is None:
        return None, None
    gone = _gone_since(posts)
    spoken = language if language in _TEMPLATES else "en"
    inner = _INNER.get(spoken, "‘’")
    for post in sorted((p for p in posts if p.posted_at is not None and p.text), key=_when, reverse=True):
        if now - _when(post) > _RECENT:
            break
        words = words_of(post.text or "")
        if now - _when(post) <= _MOURNING and has_listed(words, "private", "mourning"):
            return None, None
        if not post.url or post.url in gone or is_for_a_brand(post) or not _may_be_quoted(post.text or "", words):
            continue
        quote = first_words(post.text or "", inner[0], inner[1])
        if sum(letter.isalpha() for letter in quote) >= _LEAST_LETTERS:
            return _TEMPLATES[spoken].format(quote=quote), post.url
    return None, None


def _may_be_quoted(text: str, words: Sequence[str]) -> bool:
    return not (are_special(words) or has_listed(words, "private") or _ANOTHERS.match(text.lstrip()))


def _gone_since(posts: Sequence[Post]) -> set[str]:
    """Addresses of posts that the newest page of several posts left out, though it shows an older one."""
    pages: dict[str, list[Post]] = {}
    for post in posts:
        if post.posted_at is not None and post.observed_at is not None and not post.pinned:
            pages.setdefault(post.page, []).append(post)
    looks = [shown for shown in pages.values() if len(shown) >= _A_LOOK]
    if not looks:
        return set()
    newest = max(looks, key=lambda shown: max(_seen(post) for post in shown))
    seen_at, oldest = min(map(_seen, newest)), min(map(_when, newest))
    older = (post for shown in pages.values() if shown is not newest for post in shown)
    return {post.url for post in older if post.url and _seen(post) < seen_at and oldest < _when(post) < seen_at}


def _seen(post: Post) -> datetime:
    assert post.observed_at is not None
    return post.observed_at


def _when(post: Post) -> datetime:
    assert post.posted_at is not None
    return post.posted_at
