"""Pages that tell of an error, as far as somebody can come to them."""

from collections.abc import Iterator

from tests.journeys.gallery.plan import ALICE, BOB, NOBODY, SAM, VISITOR
from tests.journeys.gallery.visit import LANGUAGES, Visit, Who

NOWHERE = Who("nobody", "initech")


def error_visits() -> Iterator[Visit]:
    """One visit for each kind of error in each room where it looks different."""
    yield _error("site", "404", VISITOR, "/{language}/no-such-page/", 404)
    yield _error("desk", "404", SAM, "/no-such-page/", 404)
    yield _error("portal", "404", ALICE, "/no-such-page/", 404)
    yield _error("portal", "404-no-portal", NOWHERE, "/", 404)
    yield _error("portal", "403", BOB, "/fleet/uploads/new/", 403)
    yield _error("desk", "403", SAM, "/cms/", 403)
    yield _error("portal", "400", ALICE, "/preferences/", 400, deed="asks for an unknown language")
    yield _error("portal", "403-csrf", ALICE, "/preferences/", 403, deed="posts without a token")
    yield _error("portal", "429", NOBODY, "/account/password/reset/", 429, deed="asks too often")
    yield _error("portal", "500", NOBODY, "/account/login/", 500, deed="meets a server that fails")


def _error(room: str, page: str, who: Who, path: str, status: int, *, deed: str = "") -> Visit:
    paths = {language: path.format(language=language) for language in LANGUAGES}
    return Visit(room=room, page=f"error-{page}", who=who, paths=paths, status=status, deed=deed)
