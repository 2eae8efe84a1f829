"""What every answer says about itself: who may embed it, cache it, run scripts in it."""

from flask import Flask, Response, request
from flask_login import current_user

CSP = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    # no-referrer would break every form under HTTPS: Flask-WTF checks the referrer there.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


def init_app(app: Flask, secure: bool) -> None:
    def add(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault(
                "Strict-Transport-Security", "max-age=63072000; includeSubDomains"
            )
        if "Cache-Control" not in response.headers:
            personal = request.endpoint is None or current_user.is_authenticated
            response.headers["Cache-Control"] = "no-store" if personal else "private, no-cache"
        response.vary.add("Cookie")
        return response

    app.after_request(add)
