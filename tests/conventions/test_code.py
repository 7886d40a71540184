"""What our code never does, each with what to do instead."""

import ast
import re

from tests.conventions.source import dotted, modules, name_of_call, nodes
from tests.conventions.source import imported as imports_of

TRANSLATES = re.compile(r"^(_|n?p?gettext(_lazy|_noop)?|pgettext_lazy|ngettext_lazy|npgettext(_lazy)?|gettext_lazy)$")
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")
ATTICS = {"utils", "helpers", "services", "managers", "signals", "common", "misc"}
CLOCKS = {"timezone.now", "timezone.localdate", "timezone.localtime", "datetime.now", "date.today", "datetime.today"}
# Where a deed begins (or a filter is read) the clock may be read once; from there on it is an argument.
MAY_READ_THE_CLOCK = re.compile(
    r"/views/|/views\.py|/management/|/loading/command\.py|/tasks\.py|/middleware/|/filters\.py|^b2b_portal/(runtime|demo|home)/|/api/"
    r"|^cms/|^desk/"
)


def called(name: str) -> list[str]:
    """Where something of this last name is called."""
    return [place for place, call in nodes(ast.Call) if isinstance(call.func, ast.Attribute) and call.func.attr == name]


def test_it_works():
    assert "tenants/jobs.py" in modules()
    assert called("send_task")


def test_no_organisation_is_entered_by_with_alone():
    """django-tenants keeps one stack for all threads behind `with tenant:`; two of them come out swapped."""
    entered = [
        f"{place}: with {dotted(item.context_expr)}"
        for kind in (ast.With, ast.AsyncWith)
        for place, node in nodes(kind)
        for item in node.items
        if re.search(r"(tenant|organisation)$", dotted(item.context_expr))
    ]

    assert not entered, f"write `with tenant_context(…)`: {entered}"


def test_no_task_is_sent_past_the_job_row():
    sent = called("delay") + called("apply_async") + called("delay_on_commit")

    assert not sent, f"write enqueue_job(…): the row is the truth, a message is a hint: {sent}"


def test_search_path_is_set_by_nobody():
    sets = re.compile(r"\bset\s+(local\s+)?search_path\b|\breset\s+all\b", re.IGNORECASE)

    found = [place for place, text in nodes(ast.Constant) if isinstance(text.value, str) and sets.search(text.value)]

    assert not found, f"write `with tenant_context(…)`: {found}"


def test_there_are_no_signals():
    found = [
        f"{path}:{line}"
        for path, tree in modules().items()
        for line, name in imports_of(tree)
        if name.startswith(SIGNALS)
    ]

    assert not found, f"call it, or publish() what happened and say in wiring.py what follows: {found}"


def test_no_message_is_an_f_string():
    found = [
        place
        for place, call in nodes(ast.Call)
        if TRANSLATES.match(name_of_call(call).rpartition(".")[2])
        and any(isinstance(argument, ast.JoinedStr) for argument in call.args)
    ]

    assert not found, f'write _("… %(name)s") % {{"name": …}}: {found}'


def test_no_model_has_an_ordering():
    found = [
        place
        for place, node in nodes(ast.ClassDef)
        if node.name == "Meta"
        for line in node.body
        if isinstance(line, ast.Assign) and any(dotted(target) == "ordering" for target in line.targets)
    ]

    assert not found, f"name the order in a query method: {found}"


def test_clock_is_an_argument():
    read = [
        f"{place} {name_of_call(call)}"
        for place, call in nodes(ast.Call)
        if name_of_call(call) in CLOCKS and not call.args and not MAY_READ_THE_CLOCK.search(place)
    ]

    allowed = {"tenants/jobs.py"}  # when a job starts and ends is the machine's own time
    assert not [place for place in read if place.partition(":")[0] not in allowed], f"pass at= or today=: {read}"


def test_module_is_named_after_what_it_holds():
    attics = [path for path in modules() if ATTICS & set(path.removesuffix(".py").split("/"))]

    assert not attics, f"a file is a concept: {attics}"


def test_nothing_is_printed_but_by_commands():
    allowed = re.compile(r"/management/|^b2b_portal/runtime/")

    printed = [place for place, call in nodes(ast.Call) if name_of_call(call) == "print" and not allowed.search(place)]

    assert not printed
