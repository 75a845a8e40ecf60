"""The report as one HTML page that needs nothing else: no script, no address that is fetched, pictures inside."""

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from scoring.country_names import word_home
from scoring.coverage import word_coverage
from scoring.report.gathering import OVERLAP, Report
from scoring.report.plots import bars_picture, engagement_picture, funnel_picture
from scoring.review.drawing import pattern, quoted_apart
from scoring.wording import clean_line, percent, percent_between, rounded_count, word_route


def page_of(report: Report) -> str:
    """The whole page. Every word of a profile is escaped and on one line; links lead to public profiles only."""
    templates = PackageLoader("scoring.report")
    environment = Environment(loader=templates, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters |= {
        "line": lambda text: clean_line(str(text)),
        "quoted": quoted_apart,
        "percent": percent,
        "count": lambda number: f"{number:,}",
        "web": lambda url: url if isinstance(url, str) and url.startswith(("https://", "http://")) else None,
    }
    environment.globals |= {"pattern": pattern, "rounded": rounded_count, "percent_between": percent_between,
                            "word_route": word_route, "home": word_home}  # fmt: skip
    return environment.get_template("report.html").render(
        report=report,
        coverage=word_coverage(report.coverage),
        overlap=OVERLAP,
        # Drawn by matplotlib, which escapes the names in it.
        funnel=Markup(funnel_picture(report)),
        engagement=Markup(engagement_picture(report)),
        places=Markup(bars_picture(report.places, "Where they are")),
        niches=Markup(bars_picture(report.niches, "What they write about")),
    )
