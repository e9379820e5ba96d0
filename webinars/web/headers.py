"""Security headers of every answer (OWASP ASVS 5.0, sections 3.4 and 3.5)."""

from flask import Response, request

from webinars.web.requests import house

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}


UNLISTED = ("/secretariat/", "/evaluation/", "/administration/", "/certificates/")
"""Where no page is for a search engine, previews least of all; nor is one that a link opens."""


def policy(**instead: str) -> str:
    """Return the Content-Security-Policy, with directives replaced for one page."""
    rules = POLICY | {name.replace("_", "-"): value for name, value in instead.items()}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


DEFAULT_POLICY = policy()


def protect(response: Response) -> Response:
    """Add the headers that a view has not set itself."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", DEFAULT_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer" if request.view_args else "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault(
        "Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"
    )
    headers.setdefault("Cache-Control", "no-store")
    if request.path.startswith(UNLISTED) or "token" in (request.view_args or {}):
        headers.setdefault("X-Robots-Tag", "noindex")
    if house().settings.secure:
        headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    return response
