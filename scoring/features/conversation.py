"""How the account talks with those who comment; only what was seen, "not observed" where replies were not fetched."""

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from scoring.evidence import Evidence
from scoring.lists import Circle

if TYPE_CHECKING:
    from scoring.features.table import AccountRead


@dataclass(frozen=True)
class ConversationRead:
    """Others' top-level comments seen, how many of them the owner answered, and after how long (median hours)."""

    others: int
    answered: int
    posts: int
    people: int
    two_way: int
    questions: int
    questions_answered: int
    latency_hours: float | None


def read_conversation(evidence: Evidence) -> ConversationRead | None:
    """What the comments say of the owner's replies; ``None`` where no reply of anybody was seen (not observed)."""
    comments = evidence.comments
    if not any(comment.reply_to for comment in comments):
        return None
    owner = evidence.handle
    ours_id = evidence.profile.native_id if evidence.profile else None

    def is_owner(handle: str | None, native_id: str | None) -> bool:
        return handle == owner or (ours_id is not None and native_id == ours_id)

    top = {
        comment.native_id: comment
        for comment in comments
        if comment.native_id and not comment.reply_to and not is_owner(comment.author_handle, comment.author_native_id)
    }
    waits: dict[str, float | None] = {}
    for reply in comments:
        if reply.reply_to in top and is_owner(reply.author_handle, reply.author_native_id):
            asked = top[reply.reply_to]
            wait = None
            if reply.posted_at is not None and asked.posted_at is not None:
                wait = max(0.0, (reply.posted_at - asked.posted_at).total_seconds() / 3_600)
            known = waits.get(reply.reply_to)
            waits[reply.reply_to] = wait if known is None else min(known, wait if wait is not None else known)
    people = {comment.author_handle or comment.author_native_id for comment in top.values()} - {None}
    answered_people = {top[key].author_handle or top[key].author_native_id for key in waits} - {None}
    questions = {key for key, comment in top.items() if "?" in (comment.text or "") or "？" in (comment.text or "")}
    timed = [wait for wait in waits.values() if wait is not None]
    return ConversationRead(
        others=len(top),
        answered=len(waits),
        posts=len({comment.post for comment in top.values()}),
        people=len(people),
        two_way=len(answered_people),
        questions=len(questions),
        questions_answered=len(questions & waits.keys()),
        latency_hours=round(median(timed), 1) if timed else None,
    )


def circle_of(read: "AccountRead") -> Circle | None:
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
