"""Whose turn it is in an open case. Plain Python: the tables of states name these."""

from enum import StrEnum


class Turn(StrEnum):
    OPERATOR = "operator"
    CUSTOMER = "customer"
    CARRIER = "carrier"
