"""Text as programs save it: in UTF-8, also with the mark that Windows puts before it, or in UTF-16 with its mark."""

_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")


def text_of(body: bytes) -> str:
    """The words of a text file; raises UnicodeDecodeError where it is in neither."""
    return body.decode("utf-16" if body.startswith(_MARKS_16) else "utf-8-sig")


def as_utf8(body: bytes) -> bytes:
    """The bytes of a text file in UTF-8 without a mark; broken letters of UTF-16 are told as such, others stay."""
    if body.startswith(_MARKS_16):
        return body.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    return body.removeprefix(b"\xef\xbb\xbf")
