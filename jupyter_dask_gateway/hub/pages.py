"""The page of a user, the end of the login, and pages that say what is wrong."""

from __future__ import annotations

from html import escape
from http import HTTPStatus
from typing import Any

from jupyterhub.services.auth import HubOAuthCallbackHandler
from tornado import web

from ..gateway.errors import ErrorId, RequestError
from ..languages import in_language, language_of_header
from ..pass_through.observed import REQUEST_HEADER
from ..plain_text import plain_line
from .handler import HubHandler
from .refusals import hub_away, not_begun, not_from_the_page, not_granted
from .shared import Shared
from .users import User
from .words import WORDS, Words

_HEAD = """<!doctype html>
<html lang="{words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{words.title}</title>
<link rel="stylesheet" href="{prefix}files/page.css">
"""

# The link leads to JupyterLab on the user's own server, which the hub starts first. The script has it take
# along what is chosen.
_PAGE = (
    _HEAD
    + """<script type="module" src="{prefix}files/dask-gateway-hub.js"></script>
<script type="module" src="{prefix}files/{module}"></script>
</head>
<body>
<header>
<h1>{words.title}</h1>
<nav aria-label="Hub">
<span>{logged_in}</span>
<a href="{hub}home">{words.hub}</a>
<a href="{hub}logout">{words.log_out}</a>
</nav>
</header>
<main>
<p id="server" role="status" data-server="{server}"></p>
<a id="start" slot="actions" href="{hub}user-redirect/lab" aria-describedby="taken">{words.start}</a>
<small id="taken" slot="actions"></small>
<dask-gateway><noscript>{words.no_javascript}</noscript></dask-gateway>
</main>
</body>
</html>
"""
)

_PROBLEM = (
    _HEAD
    + """</head>
<body>
<main class="problem">
<h1>{words.title}</h1>
<p role="alert">{sentence}</p>
{request}<p><a href="{prefix}">{again}</a> <a href="{hub}home">{words.hub}</a></p>
</main>
</body>
</html>
"""
)


class PageHandler(HubHandler):
    """What answers browsers that go to an address."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in a page what is wrong."""
        error = self.refusal(status_code, kwargs.get("exc_info", (None, None))[1])
        self.write_problem(error)

    def write_problem(self, error: RequestError) -> None:
        """Write the page that says this."""
        self.keep_error(error)
        self.set_status(error.status)
        self.set_header(REQUEST_HEADER, self.request_id)
        words = self.words()
        # What the user cannot mend, an administrator finds in the log by this.
        is_trouble = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        is_login = error.status == HTTPStatus.FORBIDDEN
        self.finish(
            _PROBLEM.format(
                prefix=escape(self.shared.prefix),
                hub=escape(self.shared.hub),
                words=words,
                sentence=escape(in_language(error.sentence, words.lang)),
                request=f"<p><small>{words.request} {self.request_id}</small></p>\n" if is_trouble else "",
                again=words.log_in if is_login else words.my_clusters,
            )
        )

    def words(self) -> Words:
        """Return the page's words: in the language that the browser asks for."""
        self.set_header("Vary", "Accept-Language")
        return WORDS[language_of_header(self.request.headers.get("Accept-Language", ""))]

    def check_xsrf_cookie(self) -> None:
        """Nothing is changed here. JupyterHub's own check waits for the hub, and lets nobody go on."""

    def check_is_navigation(self) -> None:
        """Refuse a script of another page of this origin, or a frame, as far as the browser says so."""
        headers = self.request.headers
        mode, aim = headers.get("Sec-Fetch-Mode", "navigate"), headers.get("Sec-Fetch-Dest", "document")
        if mode != "navigate" or aim != "document":
            raise not_from_the_page()

    async def user_or_login(self) -> User | None:
        """Return who is logged in. Nobody: the browser is sent to the hub's login, and comes back here."""
        self.check_is_navigation()
        user = await self.identified(fresh=True)
        if user is None:
            self.redirect(self.get_login_url())
        return user


class EntryPage(PageHandler):
    """`<prefix>/`, which is the same for everybody."""

    route = "entry"

    async def get(self) -> None:
        """Lead to the user's own page. What stands behind # goes along: browsers see to that."""
        user = await self.user_or_login()
        if user is not None:
            self.redirect(self.shared.page_of(user.name))


class UserPage(PageHandler):
    """`<prefix>/user/<name>/`."""

    route = "user/{user}/"

    def initialize(self, shared: Shared, module: str) -> None:  # type: ignore[override]
        """Take what the routes share, and the name of the front end's module."""
        super().initialize(shared)
        self._module = module

    async def get(self, name: str) -> None:
        """Write the page, or lead to the page of who is logged in. `name`: as tornado has decoded it."""
        user = await self.user_or_login()
        if user is None:
            return
        if name != user.name:
            self.redirect(self.shared.page_of(user.name))
            return
        # Sets the cookie that the page's requests need, where it is not there yet.
        _ = self.xsrf_token
        words = self.words()
        self.finish(
            _PAGE.format(
                prefix=escape(self.shared.prefix),
                hub=escape(self.shared.hub),
                words=words,
                module=escape(self._module),
                logged_in=words.logged_in.format(user=f"<bdi>{escape(plain_line(user.name))}</bdi>"),
                server=user.server,
            )
        )


class LoginEnd(PageHandler, HubOAuthCallbackHandler):  # type: ignore[misc]
    """`<prefix>/oauth_callback`: JupyterHub's own, with our words where it does not work."""

    route = "oauth_callback"

    async def prepare(self) -> None:
        """Let JupyterHub's code know who is logged in already."""
        self.check_is_navigation()
        if not (self._says("state") or self._says("error")):
            raise not_begun()
        await self.identified()

    def refusal(self, status: int, error: BaseException | None) -> RequestError:
        """Return what is wrong with a login."""
        if isinstance(error, RequestError):
            return error
        if self._says("error"):
            return not_granted()
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR and isinstance(error, web.HTTPError):
            return hub_away()
        return not_begun() if status < HTTPStatus.INTERNAL_SERVER_ERROR else super().refusal(status, error)

    def _says(self, name: str) -> bool:
        """Return whether the address has this argument, which need not be text."""
        return any(self.request.arguments.get(name, ()))


class NothingHere(PageHandler):
    """Every other path."""

    async def prepare(self) -> None:
        """Answer 404, whoever asks and by whatever method."""
        self.write_problem(RequestError(ErrorId.BAD_PATH, "There is no such page here."))


class Health(web.RequestHandler):
    """`<prefix>/health`."""

    def get(self) -> None:
        """Answer that it listens. Neither hub nor gateway is asked."""
        self.clear_header("Server")
        self.finish({"status": "pass"})
