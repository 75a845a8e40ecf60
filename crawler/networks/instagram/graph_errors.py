"""The Graph API's errors, each in its own sentence with the next step. Its own words are never repeated: they may
quote a token."""

from typing import Any

from storage.facts import BlockKind

_RENEW = (
    "make a new one (docs/guides/graph-api.md) and set NANOSCOUT_INSTAGRAM_TOKEN, or instagram_token in the keyring"
)
_TOKEN_SUBCODES = {
    460: "no longer holds because the account's password was changed",
    463: "has expired",
    467: "was withdrawn or is no longer valid",
}
TOKEN_CODE = 190
_NO_SUCH_USER = 2_207_013  # of business discovery: nobody by this name, or nobody that it shows
_NO_SUCH_TAG = 2_207_024
_LIMITS = {
    4: "the app's limit of calls",
    17: "the user's limit of calls",
    32: "the page's limit of calls",
    613: "a limit of this kind of call",
}
_SENSITIVE = ("sensitive", "offensive", "inappropriate")


def graph_error(answer: Any) -> dict[str, Any] | None:
    """The error object of an answer of the Graph API; ``None`` where it holds none."""
    error = answer.get("error") if answer.__class__ is dict else None
    return error if error.__class__ is dict and error.get("code").__class__ is int else None


def graph_refusal(url: str, answer: dict[str, Any]) -> tuple[BlockKind, str | None] | None:
    """What an error means, and what to do about it; ``None`` where the answer is no Graph API error."""
    error = graph_error(answer)
    if error is None:
        return None
    code, subcode = error["code"], error.get("error_subcode")
    about_tag = "ig_hashtag_search" in url or "/top_media" in url or "/recent_media" in url
    said = " ".join(str(error.get(key) or "") for key in ("message", "error_user_title", "error_user_msg")).lower()
    if code == TOKEN_CODE:
        what = _TOKEN_SUBCODES.get(subcode, "is not accepted") if subcode.__class__ is int else "is not accepted"
        return "refused", f"the Instagram token {what} (error 190): {_RENEW}"
    if code in _LIMITS:
        return "rate_limit", f"{_LIMITS[code]} is used up (error {code}): nothing is asked until it is open again"
    if code == 10 or 200 <= code < 300:
        needed = (
            "instagram_basic and the feature Instagram Public Content Access"
            if about_tag
            else "instagram_basic, instagram_manage_insights and pages_read_engagement"
        )
        return "closed", f"the token lacks a permission (error {code}): this call needs {needed}"
    if about_tag and any(word in said for word in _SENSITIVE):
        return "gated", f"Instagram holds this hashtag for sensitive and does not search it (error {code}): try another"
    if error.get("is_transient") is True or code in (1, 2):
        return "error", f"the Graph API had a passing fault (error {code}): it is asked again later"
    if subcode == _NO_SUCH_USER:
        return "gone", "no professional account has this name: the Graph API does not show personal ones"
    if code == 368:
        return "refused", "the Graph API holds the app or its user back for a while (error 368)"
    if code in (24, 100, 803) or subcode == _NO_SUCH_TAG:
        return "gone", _nothing_there(url, code, about_tag=about_tag)
    return "error", f"the Graph API answered error {code}" + (f", subcode {subcode}" if subcode else "")


def _nothing_there(url: str, code: int, *, about_tag: bool) -> str:
    if about_tag:
        return (
            f"no such hashtag, or a parameter that the Graph API refuses (error {code}): check how the tag is written"
        )
    if "business_discovery" in url:
        return (
            f"no professional account of this name (error {code}): personal accounts are not shown; "
            "where every account ends so, check instagram_user_id"
        )
    return f"no such object, or a parameter that the Graph API refuses (error {code}): check instagram_user_id"
