"""Whom a text or a post names with an @."""

from scoring.patterns import late
from storage.facts import Post

_MENTIONED = late(r"(?<![\w.@])@(\w[\w.]{0,60}\w)")


def mentioned_in(text: str) -> list[str]:
    """The handles behind an @, in lower case and in order; addresses of emails are none."""
    return [name.lower() for name in _MENTIONED.findall(text)]


def mentioned_by(post: Post) -> list[str]:
    """Those that the post's page lists, or those in its caption where the page lists none."""
    return mentioned_in(post.text or "") if post.mentions is None else [name.lower() for name in post.mentions]
