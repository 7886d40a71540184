"""What a case found, and the JSON it leaves."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Result:
    """Seconds are medians. The floor is the least anybody needs (a raw COPY, say); the peer is what others use."""

    seconds: float
    floor_seconds: float | None = None
    peer_seconds: float | None = None
    peak_mb: float | None = None
    rows: int | None = None
    notes: dict[str, str | int | float] = field(default_factory=dict)

    @property
    def floor_ratio(self) -> float | None:
        """How many times the floor we take; 1 is perfect."""
        return self.seconds / self.floor_seconds if self.floor_seconds else None

    @property
    def peer_ratio(self) -> float | None:
        """How many times faster than the peer we are."""
        return self.peer_seconds / self.seconds if self.peer_seconds else None

    def as_json(self) -> dict[str, object]:
        """Return the object that var/bench/<case>.json holds; None where a side was not measured."""
        measured = {
            "seconds": self.seconds,
            "floor_seconds": self.floor_seconds,
            "peer_seconds": self.peer_seconds,
            "floor_ratio": self.floor_ratio,
            "peer_ratio": self.peer_ratio,
            "peak_mb": self.peak_mb,
        }
        rounded = {name: value if value is None else round(value, 4) for name, value in measured.items()}
        return {**rounded, "rows": self.rows, **self.notes}
