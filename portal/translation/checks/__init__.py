"""Checks of a translation against its source: text in, findings out.

Each check is a function from a pair of texts to findings; CHECKS is all of them.
"""

from portal.translation.checks.findings import Check, Finding, Severity
from portal.translation.checks.registry import CHECKS, check
from portal.translation.checks.texts import Interface, Term

__all__ = ["CHECKS", "Check", "Finding", "Interface", "Severity", "Term", "check"]
