"""Time spent waiting for other stacks, by a clock that the test sets."""

from __future__ import annotations

from preview.run.waiting import Waiting


class Clock:
    """Shows what it is set to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_waits_add_up_and_one_that_goes_on_counts() -> None:
    clock = Clock()
    waiting = Waiting(clock)
    with waiting.counted():
        clock.now = 3.0
        assert waiting.seconds() == 3.0
    clock.now = 10.0
    assert waiting.seconds() == 3.0
    with waiting.counted():
        clock.now = 12.0
    assert waiting.seconds() == 5.0


def test_threads_that_wait_at_the_same_time_count_once() -> None:
    clock = Clock()
    waiting = Waiting(clock)
    with waiting.counted():
        clock.now = 1.0
        with waiting.counted():
            clock.now = 4.0
        clock.now = 5.0
    assert waiting.seconds() == 5.0
