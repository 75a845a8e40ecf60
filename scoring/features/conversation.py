"""How the account talks with those who comment; only what was seen, "not observed" where replies were not fetched."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from scoring.evidence import Evidence
from scoring.features.questions import asks
from storage.facts import Comment


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


# At the front of an answer in a flat list of comments: whom it speaks to.
_SPOKEN_TO = re.compile(r"\s*@([\w.]*\w)")


def read_conversation(evidence: Evidence, language: str | None = None) -> ConversationRead | None:
    """What the comments say of the owner's replies; ``None`` where no reply of anybody was seen (not observed).

    In flat lists, which do not say what answers what, the owner's "@bo.nib …" answers bo.nib's last comment before it.
    ``language`` is the account's, in which questions without a mark are known.
    """
    comments = evidence.comments
    owner = evidence.handle
    ours_id = evidence.profile.native_id if evidence.profile else None

    def is_owner(comment: Comment) -> bool:
        return comment.author_handle == owner or (ours_id is not None and comment.author_native_id == ours_id)

    top = {
        comment.native_id: comment
        for comment in comments
        if comment.native_id and not comment.reply_to and not is_owner(comment)
    }
    answers = list(_answers(comments, top, is_owner))
    if not answers and not any(comment.reply_to for comment in comments):
        return None
    waits: dict[str, float | None] = {}
    for key, reply in answers:
        asked = top[key]
        wait = None
        if reply.posted_at is not None and asked.posted_at is not None:
            wait = max(0.0, (reply.posted_at - asked.posted_at).total_seconds() / 3_600)
        known = waits.get(key)
        waits[key] = wait if known is None else min(known, wait if wait is not None else known)
    people = {comment.author_handle or comment.author_native_id for comment in top.values()} - {None}
    answered_people = {top[key].author_handle or top[key].author_native_id for key in waits} - {None}
    questions = {key for key, comment in top.items() if asks(comment.text or "", language)}
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


def _answers(
    comments: list[Comment], top: Mapping[str, Comment], is_owner: Callable[[Comment], bool]
) -> Iterator[tuple[str, Comment]]:
    """Each answer of the owner's, with the key of the comment in ``top`` that it answers."""
    said_by: dict[tuple[str | None, str | None], list[str]] = {}
    for key, comment in top.items():
        said_by.setdefault((comment.post, comment.author_handle), []).append(key)
    for reply in filter(is_owner, comments):
        if reply.reply_to:
            if reply.reply_to in top:
                yield reply.reply_to, reply
        elif (spoken_to := _SPOKEN_TO.match(reply.text or "")) is not None:
            for key in said_by.get((reply.post, spoken_to[1].lower()), []):  # the newest first
                said_at = top[key].posted_at
                if said_at is None or reply.posted_at is None or said_at <= reply.posted_at:
                    yield key, reply
                    break
