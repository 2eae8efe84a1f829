"""What the code tells the audit and what docs/audit.md lists are the same."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.audit.test_acts import ACTS

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `([a-z_]+)` \|", re.MULTILINE)
LONGEST = 32  # of the column
PLACE = {"witness": 1}  # where the verb stands among the arguments of what tells an act


def documented() -> list[str]:
    return ROW.findall((ROOT / "docs" / "audit.md").read_text(encoding="utf-8"))


def trees() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "portal").rglob("*.py"))
    }


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def passers(tree: ast.Module, known: dict[str, int]) -> dict[str, int]:
    """The functions that are given a verb and hand it on to one that is known to tell."""
    found = {}
    for function in ast.walk(tree):
        names = (
            [each.arg for each in function.args.args]
            if isinstance(function, ast.FunctionDef)
            else []
        )
        if "verb" in names and any(verb_of(call, known) == "verb" for call in calls(function)):
            found[function.name] = names.index("verb")
    return found


def verb_of(call: ast.Call, known: dict[str, int]) -> str | None:
    """The name of the variable in the verb's place, if there is one."""
    given = argument(call, known)
    return given.id if isinstance(given, ast.Name) else None


def argument(call: ast.Call, known: dict[str, int]) -> ast.expr | None:
    place = known.get(name_of(call))
    return call.args[place] if place is not None and len(call.args) > place else None


def told() -> dict[str, set[str]]:
    """Verb → the modules that tell it."""
    verbs: dict[str, set[str]] = {}
    all_trees = trees()
    shared = dict(PLACE)
    for _round in range(3):  # a verb is handed on twice at most: show, note_step, witness
        for tree in all_trees.values():
            shared |= {n: at for n, at in passers(tree, shared).items() if not n.startswith("_")}
    for module, tree in all_trees.items():
        known = shared | passers(tree, shared)
        for call in calls(tree):
            given = argument(call, known)
            for verb in choices(given, module):
                verbs.setdefault(verb, set()).add(module)
    return verbs


def choices(given: ast.expr | None, module: str) -> list[str]:
    match given:
        case None | ast.Name(id="verb"):
            return []
        case ast.Constant(value=str(verb)):
            return [verb]
        case ast.IfExp(body=one, orelse=other):
            return choices(one, module) + choices(other, module)
    raise AssertionError(f"{module}, line {given.lineno}: name the verb here as a plain text")


def test_every_verb_is_documented_once_and_told_somewhere():
    listed, in_code = documented(), told()

    assert sorted(listed) == sorted(set(listed)), "a verb is listed twice in docs/audit.md"
    missing = {verb: sorted(where) for verb, where in in_code.items() if verb not in listed}
    assert not missing, f"tell in docs/audit.md what these mean: {missing}"
    stale = set(listed) - set(in_code)
    assert not stale, f"docs/audit.md lists what nobody tells: {sorted(stale)}"


def test_verbs_fit_their_column():
    assert all(len(verb) <= LONGEST for verb in documented())


def test_every_act_below_the_texts_has_its_test():
    below = {
        verb
        for verb, where in told().items()
        if any(module.startswith(("portal/accounts", "portal/organisations")) for module in where)
    }

    assert below - {"accept_invitation"} == set(ACTS)
