import os
import signal

import pytest

from b2b_portal.runtime.stop_signals import STOP_SIGNALS, StopSignals


def _send(number: int) -> None:
    os.kill(os.getpid(), number)


def test_it_works():
    with StopSignals().interrupting(), pytest.raises(KeyboardInterrupt):
        _send(signal.SIGTERM)


@pytest.mark.parametrize("number", STOP_SIGNALS)
def test_signal_in_the_block_interrupts(number):
    with StopSignals().interrupting(), pytest.raises(KeyboardInterrupt):
        _send(number)


def test_signal_in_a_shielded_block_interrupts_at_its_end():
    steps = []

    def _start_a_child(signals: StopSignals) -> None:
        with signals.shielded():
            _send(signal.SIGTERM)
            steps.append("child written down")
        steps.append("never reached")

    with StopSignals().interrupting() as signals, pytest.raises(KeyboardInterrupt):
        _start_a_child(signals)

    assert steps == ["child written down"]


def test_signal_after_ignore_changes_nothing():
    with StopSignals().interrupting() as signals:
        signals.ignore()

        _send(signal.SIGINT)


def test_handlers_are_as_before_after_the_block():
    before = [signal.getsignal(number) for number in STOP_SIGNALS]

    with StopSignals().interrupting():
        pass

    assert [signal.getsignal(number) for number in STOP_SIGNALS] == before
