"""Whoosh as search engine: stored tokens, our own evaluation over its postings."""

from portal.search.whoosh_backend import whitelist
from portal.search.whoosh_backend.backend import WhooshBackend

whitelist.install()

__all__ = ["WhooshBackend"]
