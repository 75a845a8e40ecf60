"""A first line for a message, out of a real post: by template, in the person's language, never invented."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from scoring.wording import clean_line
from storage.facts import Post

_RECENT = timedelta(days=120)
_LONGEST = 70
_LEAST_LETTERS = 12
# «quote» is what they wrote themselves. Each says no more than that the post was seen.
_TEMPLATES = {
    "en": "I saw your post “{quote}”",
    "de": "ich habe deinen Beitrag „{quote}“ gesehen",
    "fr": "j'ai vu votre publication « {quote} »",
    "es": "he visto tu publicación «{quote}»",
    "pt": "vi a sua publicação “{quote}”",
    "it": "ho visto il tuo post «{quote}»",
    "nl": "ik zag je bericht “{quote}”",
    "pl": "zwróciliśmy uwagę na Twój post „{quote}”",
    "tr": "“{quote}” gönderini gördüm",
    "id": "saya melihat unggahan kamu “{quote}”",
    "ru": "видели ваш пост «{quote}»",
    "ja": "「{quote}」の投稿を拝見しました",
    "ko": "“{quote}” 게시물을 보았습니다",
    "ar": "رأيت منشورك «{quote}»",
    "hi": "मैंने आपकी पोस्ट “{quote}” देखी",
}
_TAGS = re.compile(r"(?:\s*[#@][\w.]+)+")
_SENTENCE = re.compile(r"[.!?。！？\n]\s*")


def personal_line(posts: Sequence[Post], language: str | None, now: datetime | None) -> tuple[str | None, str | None]:
    """(line, address of the post it quotes); both ``None`` where no recent post has words of its own to quote.

    Of posts up to 120 days before ``now`` the newest that is no advertisement is quoted: its first sentence, without
    hashtags, at most 70 characters.
    """
    for post in sorted((p for p in posts if p.posted_at is not None and p.text), key=_when, reverse=True):
        if now is not None and now - _when(post) > _RECENT:
            break
        if post.paid_partnership or not post.url:
            continue
        quote = _first_sentence(post.text or "")
        if sum(letter.isalpha() for letter in quote) >= _LEAST_LETTERS:
            return _TEMPLATES.get(language or "en", _TEMPLATES["en"]).format(quote=quote), post.url
    return None, None


def _when(post: Post) -> datetime:
    assert post.posted_at is not None
    return post.posted_at


def _first_sentence(text: str) -> str:
    first = next((part for part in _SENTENCE.split(text[:1_000]) if part.strip()), "")
    plain = clean_line(_TAGS.sub(" ", first)).strip(" -–—|·:,“”\"'«»„")
    if len(plain) <= _LONGEST:
        return plain
    cut = plain[:_LONGEST]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:-–—") + "…"
