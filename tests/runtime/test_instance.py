import os
from dataclasses import replace

import pytest

from b2b_portal.runtime.instance import (
    AlreadyRunning,
    ChildState,
    InstanceState,
    ProcessIdentity,
    forget_state,
    held,
    own_identity,
    read_state,
    running_state,
    write_state,
)


def _state() -> InstanceState:
    children = {"web": ChildState(ProcessIdentity(4242, 17.5), restarts=2)}
    return InstanceState(own_identity(), port=8001, embedded_database=True, ready=True, children=children)


def test_it_works(tmp_path):
    write_state(_state(), var=tmp_path)

    assert read_state(var=tmp_path) == _state()
    assert running_state(var=tmp_path) == _state()


def test_read_state_without_a_file_is_none(tmp_path):
    assert read_state(var=tmp_path) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"port": 1}'])
def test_read_state_of_a_spoilt_file_is_none(tmp_path, content):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "state.json").write_text(content)

    assert read_state(var=tmp_path) is None


def test_running_state_of_a_dead_supervisor_is_none(tmp_path):
    someone_else = ProcessIdentity(os.getpid(), born=1.0)
    write_state(replace(_state(), supervisor=someone_else), var=tmp_path)

    assert running_state(var=tmp_path) is None


def test_forget_state_twice_is_harmless(tmp_path):
    write_state(_state(), var=tmp_path)

    forget_state(var=tmp_path)
    forget_state(var=tmp_path)

    assert read_state(var=tmp_path) is None


def test_held_by_another_names_the_port(tmp_path):
    write_state(_state(), var=tmp_path)

    with held(var=tmp_path), pytest.raises(AlreadyRunning, match="already runs on port 8001"), held(var=tmp_path):
        pass


def test_held_is_free_again_afterwards(tmp_path):
    with held(var=tmp_path):
        pass

    with held(var=tmp_path):
        pass
