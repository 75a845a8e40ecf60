"""The signals, in the order in which they are shown. To add one: a function that returns a Reading, its Signal in the
tuple at the end of its file, its weight in scoring/weights.py, its prior in scoring/prior.py and its
words in scoring/explaining/reasons.py (docs/guides/adding-a-signal.md)."""

from scoring.signals.authenticity import ACCOUNT
from scoring.signals.comments import COMMENTS
from scoring.signals.engagement import ENGAGEMENT, PLAUSIBLE
from scoring.signals.fit import FIT
from scoring.signals.quality import QUALITY
from scoring.signals.signal import Reading, Signal

SIGNALS: tuple[Signal, ...] = (*PLAUSIBLE, *COMMENTS, *ACCOUNT, *FIT, *ENGAGEMENT, *QUALITY)

__all__ = ["SIGNALS", "Reading", "Signal"]
