"""What is told beside a result: lines of logs and tracebacks, without the secrets that stand in them."""

import logging
import re
import traceback
from typing import Any

from crawler.door import scrub_text, scrub_url

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>\\]+", re.IGNORECASE)


def scrub_words(words: str) -> str:
    """Words without passwords and tokens in their addresses, and without what is known as a secret by its name."""
    return scrub_text(_ADDRESS.sub(lambda address: scrub_url(address.group()), words))


def scrubbed_traceback(error: BaseException) -> str:
    """The traceback of an error of ours, as Python would print it."""
    return scrub_words("".join(traceback.format_exception(error)))


def scrub_logs() -> None:
    """From now on every line that is logged in this process, by whatever library, is scrubbed when it is made."""
    make = logging.getLogRecordFactory()
    if getattr(make, "scrubs", False):
        return
    plain = logging.Formatter()

    def scrubbed(*values: Any, **more: Any) -> logging.LogRecord:
        record = make(*values, **more)
        record.msg, record.args = scrub_words(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = scrub_words(plain.formatException(record.exc_info))
        return record

    scrubbed.scrubs = True  # type: ignore[attr-defined]  # a mark on the function, so that it is not wrapped twice
    logging.setLogRecordFactory(scrubbed)
