"""Who does something: an id and the name as it was then, so that the record outlives the account."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tenants.models import User


@dataclass(frozen=True)
class Actor:
    """A person or the machine. `role` is that of the moment."""

    id: str
    name: str
    role: str = ""

    @classmethod
    def of(cls, user: "User", *, role: str = "") -> "Actor":
        """The signed-in person; without a role, the operator's one."""
        return cls(id=str(user.pk), name=str(user), role=role or user.staff_role)


SYSTEM = Actor(id="", name="Renew", role="system")
