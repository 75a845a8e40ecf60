"""The review page as a web application: addresses in, pages out. It listens on this machine only."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Depends, FastAPI, Form, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware

from scoring.country_names import country_name, word_home
from scoring.explaining.arguments import best_reasons, doubts_about
from scoring.language_names import language_name
from scoring.outreach.rows import OUTREACH_COLUMNS
from scoring.review.desk import Desk
from scoring.review.drawing import bar, pattern, quoted_apart, ties_picture
from scoring.review.guard import HEADERS, Guard
from scoring.review.listing import Filters
from scoring.review.misread import misread_filters
from scoring.wording import calm, percent, percent_between, rounded_count
from storage.clock import from_millis
from storage.errors import NanoscoutError, NoSuchAccount
from storage.files.exports import csv_of
from storage.outreach import campaign_words
from storage.pictures import OF_ACCOUNT
from storage.rows import post_key
from storage.statuses import STATUSES, Status
from storage.verdicts import Answer

PAGE_SIZE = 40
_COMPARED = 4
_HERE = Path(__file__).parent


def make_app(desk: Desk, *, token: str, port: int, once: str = "") -> FastAPI:
    """The application over one desk. ``token``, ``port`` and ``once`` are what its guard goes by."""
    still_ours = Depends(desk.database.check_schema)  # a page may be open for days, over an update of nanoscout
    app = FastAPI(title="nanoscout review", docs_url=None, redoc_url=None, openapi_url=None, dependencies=[still_ours])
    app.add_middleware(BaseHTTPMiddleware, dispatch=Guard(token, port, once))
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    pages = _Pages(desk)

    @app.get("/")
    def show_list(
        request: Request,
        after: Annotated[int | None, Query(ge=0)] = None,
        before: Annotated[int | None, Query(ge=0)] = None,
    ) -> HTMLResponse:
        return pages.show_list(request, after, before)

    @app.get("/who/{network}/{handle:path}")
    def show_candidate(network: str, handle: str) -> HTMLResponse:
        return pages.render("candidate.html", one=desk.candidate(network, handle), desk=desk, statuses=STATUSES)

    @app.get("/picture/{network}/{handle:path}")
    def show_picture(network: str, handle: str, post: str = OF_ACCOUNT) -> Response:
        body = desk.picture(network, handle, post)
        if body is None:
            raise HTTPException(404)
        return Response(body, media_type="image/jpeg")

    @app.get("/compare")
    def compare(who: Annotated[list[str], Query()] = []) -> HTMLResponse:  # noqa: B006  # FastAPI copies it
        accounts = [tuple(name.split("/", 1)) for name in dict.fromkeys(who) if "/" in name][:_COMPARED]
        found = desk.candidates([(network, handle) for network, handle in accounts]) if accounts else []
        return pages.render("compare.html", candidates=found, desk=desk)

    @app.post("/answer")
    def answer(
        request: Request,
        network: Annotated[str, Form()],
        handle: Annotated[str, Form()],
        answer: Annotated[Answer, Form()],
        reason: Annotated[str, Form(max_length=2_000)] = "",
        note: Annotated[str, Form(max_length=10_000)] = "",
        back: Annotated[str, Form()] = "/",
    ) -> Response:
        desk.answer(network, handle, answer, reason=reason.strip() or None, note=note.strip() or None)
        return _done(request, back, {"verdict": answer, "counts": desk.counts()})

    @app.post("/undo")
    def undo(
        request: Request,
        network: Annotated[str, Form()],
        handle: Annotated[str, Form()],
        back: Annotated[str, Form()] = "/",
    ) -> Response:
        holds = desk.undo(network, handle)
        return _done(request, back, {"verdict": holds.answer if holds else None, "counts": desk.counts()})

    @app.post("/status")
    def status(
        request: Request,
        network: Annotated[str, Form()],
        handle: Annotated[str, Form()],
        status: Annotated[Status, Form()],
        note: Annotated[str, Form(max_length=10_000)] = "",
        back: Annotated[str, Form()] = "/",
    ) -> Response:
        desk.set_status(network, handle, status, note.strip() or None)
        return _done(request, back, {"status": status})

    @app.post("/rank")
    def rank(request: Request, back: Annotated[str, Form()] = "/") -> Response:
        return _done(request, back, {"ranked": desk.rank()})

    @app.get("/accepted.csv")
    def accepted() -> Response:
        named = {"Content-Disposition": 'attachment; filename="accepted.csv"'}
        return Response(
            csv_of(OUTREACH_COLUMNS, desk.accepted_rows())[0], media_type="text/csv; charset=utf-8", headers=named
        )

    @app.exception_handler(NanoscoutError)
    def refused(request: Request, error: NanoscoutError) -> Response:
        status = 404 if isinstance(error, NoSuchAccount) else 500
        if _wants_json(request):
            return JSONResponse({"error": str(error)}, status)
        return pages.message(str(error), status)

    @app.exception_handler(RequestValidationError)
    def unusable(_request: Request, _error: RequestValidationError) -> HTMLResponse:
        return pages.message("This address or form holds something that cannot be used.", 422)

    @app.exception_handler(HTTPException)
    def missing(_request: Request, error: HTTPException) -> HTMLResponse:
        words = "There is no such page here." if error.status_code == 404 else f"{error.detail}."
        return pages.message(words, error.status_code)

    @app.exception_handler(Exception)
    def broken(_request: Request, error: Exception) -> HTMLResponse:
        # The words of an unexpected error may quote what people wrote or where files lie: only its kind is shown.
        response = pages.message(f"Something broke here ({type(error).__name__}); nothing that you did is lost.", 500)
        response.headers.update(HEADERS)
        return response

    return app


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _done(request: Request, back: str, told: dict[str, Any]) -> Response:
    """What a script reads, or the way back for a form; never to another site."""
    if _wants_json(request):
        return JSONResponse(told)
    local = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if local else "/", status_code=303)


class _Pages:
    """The templates with what they may use. Everything that comes out of a profile is escaped by them, and keeps to its
    place; names that come back in a form are ``exact``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._templates = Environment(
            loader=PackageLoader("scoring.review"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, finalize=lambda value: calm(value) if type(value) is str else value,
        )  # fmt: skip
        filters: dict[str, Callable[..., Any]] = {
            "count": lambda value: "?" if value is None else f"{value:,}",
            "percent": percent,
            "day": _day,
            "exact": escape,
            "safe_href": safe_href,
            "country": country_name,
            "language": language_name,
            "words": lambda value: str(value).replace("_", " "),
            "campaign": campaign_words,
            "quoted": quoted_apart,
            "path": lambda value: quote(str(value), safe="@"),
        }
        self._templates.filters |= filters
        self._templates.globals |= {
            "bar": bar, "pattern": pattern, "ties_picture": ties_picture, "best_reasons": best_reasons,
            "doubts_about": doubts_about, "rounded_count": rounded_count, "post_key": post_key,
            "percent_between": percent_between, "home": word_home,
        }  # fmt: skip

    def render(self, name: str, *, code: int = 200, **values: Any) -> HTMLResponse:
        """A page; the page's frame knows the desk."""
        return HTMLResponse(self._templates.get_template(name).render(**values), status_code=code)

    def message(self, words: str, code: int) -> HTMLResponse:
        """A page that says one thing."""
        return self.render("message.html", code=code, words=words, desk=self._desk)

    def show_list(self, request: Request, after: int | None, before: int | None) -> HTMLResponse:
        """The list, narrowed to what the address says."""
        filters = filters_of(request)
        page = self._desk.page(filters, after=after, before=before, limit=PAGE_SIZE)
        kept = [(name, value) for name, value in request.query_params.multi_items() if value and name not in _PAGING]

        def address(**more: int | None) -> str:
            query = urlencode([*kept, *((name, value) for name, value in more.items() if value is not None)])
            return f"/?{query}" if query else "/"

        counts = self._desk.counts()
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return self.render(
            "list.html",
            page=page,
            filters=filters,
            misread=misread_filters(request.query_params, _read_numbers(filters)),
            narrowed=filters != Filters(),
            choices=self._desk.choices(),
            counts=counts,
            new_answers=self._desk.new_answers(counts),
            address=address,
            here=here,
            desk=self._desk,
        )


_PAGING = ("after", "before")


def filters_of(request: Request) -> Filters:
    """The filters in an address; what cannot be read narrows nothing."""
    given = request.query_params

    def many(name: str) -> tuple[str, ...]:
        return tuple(value for value in given.getlist(name) if value)[:60]

    return Filters(
        words=given.get("q", "")[:400],
        networks=many("network"),
        tiers=many("tier"),
        countries=many("country"),
        place=given.get("place", "").strip()[:100],
        languages=many("language"),
        niches=many("niche"),
        followers_from=_number(given.get("from")),
        followers_to=_number(given.get("to")),
        engagement_from=_share(given.get("engagement")),
        confidence_from=_share(given.get("sure")),
        contact=given.get("contact", ""),
        verdict=given.get("verdict", ""),
        talk=given.get("talk", ""),
        excluded=given.get("excluded", "") == "1",
    )


def _read_numbers(filters: Filters) -> list[str]:
    """The parameters whose number was understood."""
    numbers = {
        "from": filters.followers_from,
        "to": filters.followers_to,
        "engagement": filters.engagement_from,
        "sure": filters.confidence_from,
    }
    return [name for name, number in numbers.items() if number is not None]


def _number(typed: str | None) -> int | None:
    digits = (typed or "").replace(",", "").replace(".", "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 13 else None


def _share(typed: str | None) -> float | None:
    try:
        value = float((typed or "").replace(",", ".").strip())
    except ValueError:
        return None
    return value / 100 if 0 <= value <= 100 else None


def safe_href(address: str | None) -> str | None:
    """An address that may stand behind a link: http, https or mailto; ``None`` for any other, such as a script."""
    try:
        scheme = urlsplit((address or "").strip()).scheme.lower()
    except ValueError:
        return None
    return (address or "").strip() if scheme in ("http", "https", "mailto") else None


def _day(moment: datetime | int | None) -> str:
    found = from_millis(moment) if isinstance(moment, int) else moment
    return "" if found is None else f"{found:%Y-%m-%d}"
