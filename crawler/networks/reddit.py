"""Reddit: links only. Keyless answers are refused since 2025, keys are given by approval, nobody's audience is counted.

Source: https://support.reddithelp.com/hc/en-us/articles/16160319875092 (read November 2026).
"""

import re

from crawler.networks.link_only import link_only

NETWORK = link_only(
    "reddit",
    "Reddit",
    ("reddit.com",),
    pattern=re.compile(r"(?:u|user)/([A-Za-z0-9_-]{3,20})"),
    shown="https://www.reddit.com/user/{}/",
    example="mira_lind",
    why="its API is open only by approval, and it counts no audience of a person",
)
