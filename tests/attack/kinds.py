"""Name the kinds of attempts on what must not leak or be lost, and the tests that make them."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["KINDS", "kind_of"]

KINDS: Mapping[str, tuple[str, ...]] = {
    "Files beside the plan: editors' locks, links out of it or into the data, sockets, workbooks": (
        "tests/load/test_plan_files.py",
    ),
    "Data that asks too much of the reader: aliases, depth, size, circles (under lowered limits)": (
        "tests/load/test_bounds.py::test_values_that_aliases_add_are_counted",
        "tests/load/test_bounds.py::test_levels_are_counted",
        "tests/load/test_bounds.py::test_a_file_that_is_too_large_is_refused_unread",
        "tests/load/test_bounds.py::test_a_circle_of_ten_thousand_is_one_message_that_can_be_read",
        "tests/load/test_bounds.py::test_dependencies_in_many_circles_end_soon",
        "tests/load/test_bounds.py::test_a_pipe_is_not_waited_for",
    ),
    "Written pages: padding, formatting, nested loops, recursion, printing of records, leaving the sandbox": (
        "tests/pages/test_bad_pages.py::test_a_page_that_asks_too_much_is_refused",
        "tests/pages/test_content_template.py::test_the_sandbox_refuses_to_be_left_or_to_hang",
    ),
    "Amounts in a text of an edition without money: cut or listed, and ordinary numbers left alone": (
        "tests/analysis/test_amounts.py",
    ),
    "Names in a text of an edition without people or third parties: cut or listed, and words left alone": (
        "tests/analysis/test_edition_names.py",
        "tests/analysis/test_edition_nicknames.py",
    ),
    "Tampering with what is published, in a folder and on a branch": ("tests/publish/test_verify.py",),
    "Announcing at once, to one and to four destinations, and cut off while it sends": (
        "tests/cli/test_announce.py::test_four_at_once_to_one_destination_deliver_once",
        "tests/cli/test_announce.py::test_four_at_once_to_four_destinations_remember_all",
        "tests/cli/test_announce.py::test_a_run_that_is_killed_while_it_sends_leaves_a_question",
        "tests/cli/test_announce.py::test_an_unsure_delivery_can_be_sent_once_more",
    ),
    "The preview: names of other hosts, odd addresses, folders that go and come back": (
        "tests/serve/test_guard.py",
        "tests/serve/test_following.py",
    ),
    "A fork's pull request that changes what the check runs": ("tests/deploy/test_forks.py",),
    "Publishers that are killed or race": ("tests/publish/test_proof.py",),
}
"""Tests by kind, as pytest names them; each test or case of one is an attempt."""


def kind_of(test: str) -> str:
    """Return the kind of a test by its full name."""
    return next(kind for kind, names in KINDS.items() if any(test.startswith(name) for name in names))
