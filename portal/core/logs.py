"""Log lines as JSON, each with the number of its request."""

import json
import logging
import secrets
from datetime import UTC, datetime

from flask import Flask, g, has_app_context


class JSONFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        if has_app_context() and "request_number" in g:
            line["request"] = g.request_number
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def init_app(app: Flask) -> None:
    root = logging.getLogger()
    if not any(isinstance(handler.formatter, JSONFormatter) for handler in root.handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(JSONFormatter())
        root.addHandler(handler)
    logging.getLogger("portal").setLevel(logging.INFO)
    app.before_request(_number_request)


def _number_request() -> None:
    g.request_number = secrets.token_hex(6)
