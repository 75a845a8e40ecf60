"""Who the people are that talk below an account's posts."""

from scoring.features.table import AccountRead
from scoring.lists import Circle


def circle_of(read: AccountRead) -> Circle | None:
    """Who talks there; ``None`` where replies were not observed or nothing stands out.

    ``pod``: the same people under nearly every post, and what they write fits under any, or they are whom the account
    names in turn. ``friends``: few people write most, or the same ones everywhere. ``community``: from ten people on,
    a quarter of whom the account answers.
    """
    talk, comments = read.conversation, read.comments
    if talk is None or comments is None or comments.people == 0:
        return None
    regular = comments.regular_people >= 3 and (comments.regular_share or 0.0) >= 0.5
    empty = comments.worded > 0 and comments.generic / comments.worded >= 0.7
    if regular and (empty or 2 * comments.reciprocal >= comments.people):
        return "pod"
    if regular or (comments.people <= 15 and comments.read >= 10 and (comments.top5 or 0.0) >= 0.6):
        return "friends"
    return "community" if talk.people >= 10 and talk.two_way >= 0.25 * talk.people else None
