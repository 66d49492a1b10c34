"""What is said when something is not to be: each sentence is for the user, and says what to do."""

from __future__ import annotations

from ..gateway.errors import Cause, ErrorId, RequestError
from ..languages import say


def hub_away() -> RequestError:
    """Return the error for a hub that does not tell who the user is. Nothing was sent to the gateway."""
    return RequestError(
        ErrorId.UNREACHABLE,
        "The hub does not answer, and only the hub knows who you are. Try again in a moment; if that does "
        "not help, tell your administrator.",
        503,
        Cause.HUB,
    )


def login_ended() -> RequestError:
    """Return the error for a request of nobody."""
    return RequestError(
        ErrorId.JUPYTER, "Your login to the hub has ended. Reload this page to log in again.", 403
    )


def other_user() -> RequestError:
    """Return the error for a page of one user with the login of another."""
    return RequestError(
        ErrorId.JUPYTER,
        "Somebody else has logged in to the hub in this browser. Reload this page to see their clusters, or "
        "log in again as yourself.",
        403,
    )


def not_from_the_page() -> RequestError:
    """Return the error for a request that another page may have made the browser send."""
    return RequestError(
        ErrorId.JUPYTER,
        "This request did not come from the page of clusters, or your login was renewed. Reload the page.",
        403,
    )


def not_allowed(service: str) -> RequestError:
    """Return the error for a user who may not use this service."""
    return RequestError(
        ErrorId.JUPYTER,
        say(
            "The hub does not let you use this page. Your administrator can change that: a role "
            "that you have "
            "must have the scope access:services!service={service}.",
            service=service,
        ),
        403,
    )


def no_scope(service: str) -> RequestError:
    """Return the error for a token that does not open the gateway, by what it lacks."""
    return RequestError(
        ErrorId.REFUSED,
        say(
            "The hub does not let this page act for you at the gateway. Your administrator can change that: "
            "access:services!service={service} must stand in oauth_client_allowed_scopes of this page's "
            "service, and in a role that you have. Then log out of the hub, and in again.",
            service=service,
        ),
    )


def not_begun() -> RequestError:
    """Return the error for a login that does not end as it began."""
    return RequestError(
        ErrorId.JUPYTER,
        "This login was not begun in this browser, or took too long. Begin again.",
        403,
    )


def not_granted() -> RequestError:
    """Return the error for a user who has not let this page act for them."""
    return RequestError(
        ErrorId.JUPYTER,
        "The hub was not told to let this page act for you, so it cannot show your clusters.",
        403,
    )


def failed(status: int) -> RequestError:
    """Return the error for what nobody has thought of."""
    return RequestError(
        ErrorId.JUPYTER, say("The hub's page of clusters has failed ({status}).", status=status), status
    )
