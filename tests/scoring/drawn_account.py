"""What pages could have said of an account of ``shortlist_sources``: numbers, dates and talk, drawn by chance."""

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from storage.facts import Comment, Contact, Edge, Fact, Highlight, Link, Post, PostKind, Profile, Route, Sighting
from tests.scoring.shortlist_sources import Account, Pools, Source

SEEN_AT = datetime(2026, 11, 20, 6, tzinfo=UTC)

# Likes a follower at 3,000 followers; more followers like less, by this power.
_USUAL_LIKES = {
    "instagram": 0.042, "tiktok": 0.06, "youtube": 0.035, "mastodon": 0.012, "bluesky": 0.012, "threads": 0.015,
}  # fmt: skip
_BY_FOLLOWERS = -0.28
_USUAL_TALK = 0.055  # comments a like
# Networks of videos: views against those of a Reel, the likes a view from and to, comments a like against Instagram's.
_BY_VIEWS = {"tiktok": (1.0, 0.05, 0.12, 0.6), "youtube": (0.45, 0.03, 0.07, 1.6)}
_KINDS: dict[str, tuple[PostKind, ...]] = {
    "instagram": ("photo", "photo", "carousel", "carousel", "video"), "tiktok": ("video",), "youtube": ("video",),
}  # fmt: skip
_ROUTES: tuple[Route, ...] = ("hashtag_top", "hashtag_recent", "hashtag_recent", "related")
_ANSWERED = {"all": 0.93, "some": 0.4, "few": 0.12, "none": 0.0}
_GIVEAWAYS = (
    "giveaway",
    "give away",
    "gewinnspiel",
    "sorteo",
    "sorteio",
    "concours",
    "passatempo",
    "çekiliş",
    "سحب",
    "undian",
)
_AD_TAGS = {
    "ad", "werbung", "anzeige", "publi", "sponsored", "adv", "collab", "publicidad", "pub", "işbirliği", "reklam",
    "إعلان", "endorse", "gifted",
}  # fmt: skip


def _invent_handles(pools: Pools, chance: Random, count: int) -> list[str]:
    names, surnames = pools["name"][0].split(), pools["surname"][0].split()
    found: dict[str, None] = {}
    while len(found) < count:
        joint, number = chance.choice(["", "_", "."]), chance.choice(["", "", "", "7", "2"])
        found[chance.choice(names) + joint + chance.choice(surnames) + number] = None
    return list(found)


def _is_giveaway(text: str) -> bool:
    return any(word in text.replace("İ", "i").lower() for word in _GIVEAWAYS)


class DrawnAccount:
    """One account while its facts are drawn."""

    def __init__(self, source: Source, account: Account, some_other: str, seed: str) -> None:
        self.account, self.pools, self.chance = account, source.pools, Random(f"{seed} {account.handle}")
        self.some_other = some_other
        self.options, self.lines = account.options, account.lines
        self.language = self.options.get("language", source.language)
        self.seen_at = SEEN_AT + timedelta(minutes=self.chance.randint(-1500, 1500))
        self.page = f"https://{account.network}.example/{account.handle}"
        self.audience = account.followers or account.number("audience", 2500)
        rate = _USUAL_LIKES[account.network] * (self.audience / 3000) ** _BY_FOLLOWERS * account.number("likes", 1)
        self.likes = self.audience * rate * self._about(0.05 if "likes" in self.options else 0.18)
        self.talk = account.number("talk", 1) * _USUAL_TALK * (1 if "talk" in self.options else self._about(0.25))
        handles = _invent_handles(self.pools, self.chance, 60)
        self.friends, self.crowd = handles[:9], handles[9:]
        if "pod" in self.options:
            self.friends = _invent_handles(self.pools, Random(f"{seed} {self.options['pod']}"), 9)
        self.own_comments = list(self.lines["comment"])
        self.pool_comments = list(self.pools[f"comment.{self.language}"])
        self.chance.shuffle(self.pool_comments)
        self.posts_left = int(account.number("seen", 4)) if self._may_be_commented() else 0

    def facts(self) -> Iterator[Fact]:
        """Everything that the pages said of it."""
        yield from self._told_by_profile()
        yield from self._sighting()
        posted_at = self.seen_at - timedelta(days=self.account.number("newest", self.chance.uniform(0.6, 6)))
        gap = self.account.number("gap", self.chance.choice([2, 3, 4, 5]))
        for number, (text, own) in enumerate(self._captions()):
            post = self._post(number, text, own, posted_at)
            yield self._without_hidden(post)
            yield from self._conversation(post)
            posted_at -= timedelta(days=gap * self._about(0.45), minutes=self.chance.randint(0, 400))

    def _about(self, spread: float) -> float:
        return math.exp(self.chance.gauss(0, spread))

    def _frame(self, page: str | None = None) -> dict[str, Any]:
        return {"network": self.account.network, "page": page or self.page, "observed_at": self.seen_at}

    def _may_be_commented(self) -> bool:
        how = self.options.get("comments", "genuine")
        return how != "unseen" and (how not in ("genuine", "friends") or bool(self.pool_comments or self.own_comments))

    def _rounded_followers(self) -> tuple[int | None, int | None]:
        followers = self.account.followers
        if followers is None or "within" in self.options:
            return followers, None if followers is None else int(self.options["within"])
        if self.account.network in ("instagram", "mastodon", "bluesky") or followers < 1000:
            return followers, 0
        within = 50 if followers >= 10_000 else 5
        return round(followers / (2 * within)) * 2 * within, within

    def _told_by_profile(self) -> Iterator[Fact]:
        account, options = self.account, self.options
        followers, within = self._rounded_followers()
        titles = (account.words("highlights") or "").split(";") if "highlights" in options else []
        kind: Any = options.get("type")
        yield Profile(
            **self._frame(), native_id=f"id-{account.handle}", handle=account.handle, display_name=account.name,
            bio=self.lines["bio"][0], followers=followers, followers_within=within, following=account.following,
            posts_count=account.posts, is_verified="verified" in options, account_type=kind,
            is_private="private" in options if account.network in ("instagram", "tiktok") else None,
            category=account.words("category"), links=[Link(url=link) for link in self.lines["link"]] or None,
            highlights_count=len(titles) if titles and account.network == "instagram" else None,
        )  # fmt: skip
        for title in titles:
            yield Highlight(**self._frame(), handle=account.handle, native_id=f"{account.handle}-{title}", title=title)
        for option, way in (("mail", "email"), ("phone", "phone")):
            if option in options:
                yield self._contact(way, str(account.words(option)))
        for followed in self.lines["follows"]:
            yield Edge(**self._frame(), source=account.handle, target=followed, kind="following")

    def _contact(self, kind: Any, value: str) -> Contact:
        where = "bio" if kind == "email" else "button"
        frame = self._frame()
        return Contact(**frame, handle=self.account.handle, kind=kind, value=value, where=where, source_url=self.page)

    def _sighting(self) -> Iterator[Fact]:
        tags = self._own_tags()
        if not tags or self.chance.random() >= 0.7:
            return
        route = self.chance.choice(_ROUTES)
        via = self.some_other if route == "related" else self.chance.choice(tags)
        handle = self.account.handle
        told = {"handle": handle, "native_id": f"id-{handle}", "display_name": self.account.name}
        yield Sighting(**self._frame(), **told, route=route, via=via)

    def _own_tags(self) -> list[str]:
        return [tag for caption in self.lines["caption"] for tag in _tags_of(caption)]

    def _captions(self) -> list[tuple[str, bool]]:
        """Every caption, newest first, and whether it was written for this account alone."""
        own = self.lines["caption"]
        found = [(caption, True) for caption in own] + [(caption, False) for caption in self._more_captions(len(own))]
        rest = found[1:]
        self.chance.shuffle(rest)
        return found[:1] + rest

    def _more_captions(self, own: int) -> Iterator[str]:
        openings, middles = (self.pools[f"{part}.{self.language}"] for part in ("opening", "middle"))
        if not own or not openings or self.account.network == "youtube":
            return
        by_chance = self.chance.choice([0, 1] if "out" in self.options else [0, 1, 1, 2, 2, 3])
        count = int(self.account.number("posts", own + by_chance)) - own
        tags = sorted(set(self._own_tags()))
        for pair in zip(self.chance.sample(openings, count), self.chance.sample(middles, count), strict=True):
            under = self.chance.sample(tags, min(len(tags), self.chance.randint(1, 3)))
            yield " ".join([*pair, *(f"#{tag}" for tag in under if self.chance.random() < 0.8)])

    def _counts(self, text: str, own: bool, kind: PostKind) -> tuple[int, int, int | None]:
        """Likes, comments and views of a post."""
        giveaway, network = _is_giveaway(text), self.account.network
        likes = self.likes * self._about(self.account.number("noise", 0.38)) * (0.9 if own else 0.8)
        if giveaway and "out" not in self.options:
            likes *= 1.6
        talk = (
            self.talk * self._about(0.5) * (7 if giveaway else 1) * (1.4 if any(mark in text for mark in "?؟") else 1)
        )
        views = int(self.audience * math.exp(self.chance.gauss(-0.2, 0.7))) if kind == "video" else None
        if views and network in _BY_VIEWS:
            seen, least, most, more_talk = _BY_VIEWS[network]
            likes = views * self.chance.uniform(least, most) * self.account.number("likes", 1)
            views, talk = int(views * seen), talk * more_talk
        comments = round(likes * talk) if self.talk else self.chance.choice([0, 0, 0, 1])
        return int(likes), comments, views

    def _post(self, number: int, text: str, own: bool, posted_at: datetime) -> Post:
        """A post with all its counts."""
        account, options, network = self.account, self.options, self.account.network
        kind = self.chance.choice(_KINDS.get(network, ("text",)))
        likes, comments, views = self._counts(text, own, kind)
        labelled = own and self._is_ad(text) and self.chance.random() < account.number("paid", 0)
        unlabelled = False if network == "instagram" and self.chance.random() < 0.5 else None
        mentions = [name.rstrip(".") for name in re.findall(r"(?<!\w)@([\w.]+)", text)]
        url = f"{self.page}/p/{number}"
        return Post(
            **self._frame(url if self.chance.random() < 0.6 else None), native_id=f"{account.handle}-{number}", url=url,
            author_handle=account.handle, author_native_id=f"id-{account.handle}", posted_at=posted_at, text=text,
            kind=kind, likes=likes, comments=comments, views=views, hashtags=_tags_of(text), mentions=mentions,
            shares=int(likes * 0.15) if network in ("mastodon", "tiktok", "bluesky") else None,
            place=account.words("place") if own and self.chance.random() < 0.5 else None,
            paid_partnership=True if labelled else unlabelled,
            sponsors=([options["sponsor"]] if "sponsor" in options else mentions[:1] or None) if labelled else None,
        )  # fmt: skip

    def _is_ad(self, text: str) -> bool:
        tags = {tag.lower() for tag in _tags_of(text)}
        return bool(tags & _AD_TAGS) or "paid partnership" in text.lower()

    def _without_hidden(self, post: Post) -> Post:
        """The post as it was seen."""
        hidden: dict[str, None] = {}
        if "likes_hidden" in self.options or "only_views" in self.options:
            hidden["likes"] = None
        if "only_views" in self.options:
            hidden["shares"] = None
        if post.network == "instagram" and self.chance.random() < 0.3:
            hidden["views"] = None
        return post.model_copy(update=hidden)

    def _conversation(self, post: Post) -> Iterator[Fact]:
        """The comments seen under a post, with what the owner answered."""
        if not self.posts_left or (post.comments or 0) < 2 or self.chance.random() < 0.15:
            return
        self.posts_left -= 1
        for number in range(min(post.comments or 0, self.chance.randint(3, 9))):
            who, text, answer = self._say()
            said_at = min(_after(post.posted_at, abs(self.chance.gauss(0, 9)) + 0.1), self.seen_at)
            comment = self._comment(post, f"{post.native_id}-c{number}", who, text, said_at)
            yield comment
            if answer or (self.chance.random() < self._answered() and self.options.get("comments") != "spam"):
                answer = answer or self.chance.choice(self.pools[f"reply.{self.language}"] or ["❤️"])
                at = min(_after(said_at, math.exp(self.chance.gauss(0.6, 1))), self.seen_at + timedelta(minutes=1))
                reply = self._comment(post, f"{comment.native_id}-r", self.account.handle, answer, at)
                yield reply.model_copy(update={"reply_to": comment.native_id})

    def _answered(self) -> float:
        return _ANSWERED[self.options.get("replies", "some")]

    def _comment(self, post: Post, native_id: str, who: str, text: str, said_at: datetime) -> Comment:
        return Comment(
            **self._frame(post.url), native_id=native_id, post=post.native_id, author_handle=who,
            author_native_id=f"id-{who}", text=text, posted_at=said_at, likes=self.chance.choice([0, 0, 0, 1, 1, 2, 4]),
        )  # fmt: skip

    def _say(self) -> tuple[str, str, str | None]:
        """Who says what under a post, and the owner's answer where it was written."""
        how = self.options.get("comments", "genuine")
        if how == "spam":
            return self.chance.choice(self.crowd), self.chance.choice(self.pools["spam"]), None
        if how in ("pod", "generic"):
            return self.chance.choice(self.friends if how == "pod" else self.crowd), self._praise(), None
        among_friends = how == "friends" or self.chance.random() < 0.25
        text, _, answer = self._genuine_comment().partition(" >> ")
        return self.chance.choice(self.friends if among_friends else self.crowd), text, answer or None

    def _praise(self) -> str:
        own = self.pools[f"praise.{self.options.get('praise', self.language)}"] or self.pools["praise.en"]
        return self.chance.choice(own + (self.pools["praise.en"] if self.chance.random() < 0.3 else []))

    def _genuine_comment(self) -> str:
        if self.own_comments:
            return self.own_comments.pop(0)
        if self.pool_comments and self.chance.random() < 0.82:
            return self.pool_comments.pop()
        return self.chance.choice(self.pools[f"praise.{self.language}"] or self.pools["praise.en"])


def _tags_of(text: str) -> list[str]:
    return re.findall(r"#(\w+)", text)


def _after(moment: datetime | None, hours: float) -> datetime:
    assert moment is not None
    return moment + timedelta(hours=hours)
