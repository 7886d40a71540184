"""Small modules that misbehave on purpose, for test_sandbox.py to run in a child process."""
