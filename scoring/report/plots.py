"""The pictures of a report, drawn by matplotlib as SVG that stands in the page. Readable in print and in grey."""

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from scoring.report.gathering import Line, Report
from scoring.wording import percent

_INK, _SOFT, _ACCENT, _REST = "#17211f", "#55635f", "#0f766e", "#c9d3cf"
_STYLES = ("--", ":", "-.")
_MOST_BARS = 10
# Text stays text: it can be searched and read aloud, and the page's own fonts have every script.
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "nanoscout",
    "font.family": "sans-serif",
    "font.size": 9,
    "text.parse_math": False,
    "text.color": _INK,
    "axes.edgecolor": _SOFT,
    "axes.labelcolor": _SOFT,
    "xtick.color": _SOFT,
    "ytick.color": _INK,
}


def funnel_picture(report: Report) -> str:
    """How many were left at each step."""
    steps = [
        ("met", report.funnel.sighted),
        ("profile read", report.funnel.visited),
        ("in the band", report.funnel.in_band),
        ("fit the brief", report.fitting),
        ("in this report", len(report.creators)),
    ]

    def draw(axes: Axes) -> None:
        places = range(len(steps))
        axes.barh(places, [number for _, number in steps], color=[_REST, _REST, _REST, _ACCENT, _ACCENT], height=0.62)
        for place, (_, number) in zip(places, steps, strict=True):
            axes.annotate(f"  {number:,}", (number, place), va="center", fontsize=9)
        axes.set_yticks(places, [name for name, _ in steps])
        axes.invert_yaxis()
        axes.set_xlim(0, max(1, *(number for _, number in steps)) * 1.15)
        axes.xaxis.set_visible(False)

    return _picture(draw, height=1.9, label="From everyone met to this report")


def engagement_picture(report: Report) -> str:
    """Each creator's engagement with its interval, and what others measured; '' where none was observed."""
    observed = (one.item for one in report.creators if one.item["engagement"]["rate"] is not None)
    known = [(item["handle"], item["engagement"]) for item in observed]
    if not known:
        return ""

    def draw(axes: Axes) -> None:
        places = list(range(len(known)))
        rates = [engagement["rate"] for _, engagement in known]
        below = [max(0.0, engagement["rate"] - engagement["low"]) for _, engagement in known]
        above = [max(0.0, engagement["high"] - engagement["rate"]) for _, engagement in known]
        axes.errorbar(rates, places, xerr=[below, above], fmt="o", color=_ACCENT, ecolor=_SOFT, markersize=4, capsize=2)
        for line, style in zip(report.lines, _STYLES, strict=False):
            axes.axvline(line.figure, linestyle=style, color=_SOFT, linewidth=1, label=_named(line))
        axes.set_yticks(places, [_short(handle) for handle, _ in known])
        axes.invert_yaxis()
        axes.set_xlim(left=0)
        axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        axes.set_xlabel("engagement per post, as a share of followers (80% interval)")
        if report.lines:
            axes.legend(loc="lower center", bbox_to_anchor=(0.35, 1.0), ncols=2, frameon=False, fontsize=8)

    return _picture(draw, height=0.7 + 0.23 * len(known), label="Engagement with intervals, beside published figures")


def bars_picture(counts: Sequence[tuple[str, int]], label: str) -> str:
    """How many of the list there are of each; '' where there is nothing to count."""
    shown = list(counts[:_MOST_BARS])
    if not shown:
        return ""

    def draw(axes: Axes) -> None:
        places = range(len(shown))
        axes.barh(places, [number for _, number in shown], color=_ACCENT, height=0.6)
        for place, (_, number) in zip(places, shown, strict=True):
            axes.annotate(f"  {number:,}", (number, place), va="center", fontsize=9)
        axes.set_yticks(places, [_short(name, 30) for name, _ in shown])
        axes.invert_yaxis()
        axes.set_xlim(0, max(number for _, number in shown) * 1.15)
        axes.xaxis.set_visible(False)

    return _picture(draw, width=3.9, height=0.35 + 0.26 * len(shown), label=label)


def _named(line: Line) -> str:
    return f"{line.name}: {percent(line.figure)}"


def _short(name: str, most: int = 26) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _picture(draw: Callable[[Axes], None], *, height: float, label: str, width: float = 6.4) -> str:
    with rc_context(_SETTINGS):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(left=False)
        content = io.StringIO()
        figure.savefig(content, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    drawn = content.getvalue()
    drawn = drawn[drawn.index("<svg") :]
    # A name of its own, so that pictures of one page do not share their parts' names.
    mark = re.sub(r"\W+", "-", label.lower())
    drawn = re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{mark}-", drawn)
    return drawn.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
