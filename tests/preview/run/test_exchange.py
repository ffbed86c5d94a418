"""Stacks that wait for each other's outputs, with real threads and no clock."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable

import pytest

from preview.engine.model import StackOutputs
from preview.run.exchange import Exchange, NoOutputsError


class Stacks:
    """Runs a function per stack in a thread of its own, when it is asked for."""

    def __init__(self, programs: dict[str, Callable[[Exchange], dict[str, object]]], places: int = 2) -> None:
        self.exchange = Exchange(places=places, start=self.start)
        self.errors: dict[str, str] = {}
        self.order: list[str] = []
        self._programs = programs
        self._threads: dict[str, threading.Thread] = {}
        self._lock = threading.RLock()

    def start(self, stack: str) -> None:
        with self._lock:
            if stack not in self._threads:
                self._threads[stack] = threading.Thread(target=self._run, args=[stack])
                self._threads[stack].start()

    def run(self, *stacks: str) -> None:
        for stack in stacks:
            self.start(stack)
        while running := [thread for thread in list(self._threads.values()) if thread.is_alive()]:
            running[0].join(20)
            assert not running[0].is_alive(), "the stacks are stuck"

    def _run(self, stack: str) -> None:
        try:
            with self.exchange.place():
                outputs = self._programs[stack](self.exchange)
                self.order.append(stack)
                self.exchange.publish(stack, StackOutputs(outputs=outputs))
        except NoOutputsError as error:
            self.errors[stack] = str(error)
        finally:
            self.exchange.give_up_unsettled(stack)


def reading(stack: str, *others: str) -> Callable[[Exchange], dict[str, object]]:
    def program(exchange: Exchange) -> dict[str, object]:
        return {other: exchange.outputs(stack, other).outputs for other in others}

    return program


def test_a_stack_gets_what_the_other_one_exports_and_starts_it_if_nobody_did() -> None:
    stacks = Stacks({"app": reading("app", "net"), "net": reading("net")})

    stacks.run("app")

    assert stacks.order == ["net", "app"]
    assert stacks.errors == {}


def test_a_long_chain_needs_no_more_than_one_place() -> None:
    names = [f"s{number:02}" for number in range(20)]
    programs = {a: reading(a, b) for a, b in itertools.pairwise(names)} | {"s19": reading("s19")}
    stacks = Stacks(programs, places=1)

    stacks.run(*names)

    assert stacks.order == names[::-1]


@pytest.mark.parametrize("first", ["a", "b", "c"])
def test_every_stack_of_a_cycle_gets_the_same_error_whoever_began(first: str) -> None:
    stacks = Stacks(
        {
            "a": reading("a", "b"),
            "b": reading("b", "c"),
            "c": reading("c", "a"),
            "outside": reading("outside", "a"),
        }
    )

    stacks.run(first, "outside")

    cycle = "The stacks refer to each other in a cycle: a -> b -> c -> a"
    assert {name: stacks.errors[name] for name in "abc"} == {"a": cycle, "b": cycle, "c": cycle}
    assert stacks.errors["outside"] == "The outputs of stack a are not known: its preview ended early"


def test_a_stack_that_reads_itself_is_a_cycle() -> None:
    stacks = Stacks({"a": reading("a", "a")})

    stacks.run("a")

    assert stacks.errors == {"a": "The stacks refer to each other in a cycle: a -> a"}


def test_several_threads_of_one_stack_may_wait_at_once_on_its_one_place() -> None:
    def program(exchange: Exchange) -> dict[str, object]:
        found: dict[str, object] = {}

        def read(other: str) -> None:
            found[other] = exchange.outputs("app", other).outputs

        threads = [threading.Thread(target=read, args=[other]) for other in ("x", "y", "z")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    stacks = Stacks({"app": program, **{name: reading(name) for name in "xyz"}}, places=1)

    stacks.run("app")

    assert sorted(stacks.order[:3]) == ["x", "y", "z"]
    assert stacks.order[3] == "app"


def test_the_reason_why_there_are_no_outputs_is_passed_on() -> None:
    exchange = Exchange(places=1, start=lambda _stack: None)
    exchange.give_up("net", "its program failed")

    with pytest.raises(NoOutputsError, match="The outputs of stack net are not known: its program failed"):
        exchange.outputs("app", "net")


def test_who_waits_when_the_run_is_interrupted_goes_on() -> None:
    exchange = Exchange(places=1, start=lambda _stack: None)
    told: list[str] = []

    def wait() -> None:
        with exchange.place():
            try:
                exchange.outputs("app", "net")
            except NoOutputsError as error:
                told.append(str(error))

    thread = threading.Thread(target=wait)
    thread.start()
    exchange.cancel()
    thread.join(20)

    assert told == ["the run was interrupted"]
