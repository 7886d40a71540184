"""How far a programme is: planned, in an offer, sold, and what is left, by month and wave, and by model."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from quotes.models import BuyBackOffer, OfferLine, Programme, Wave, WaveLine
from quotes.states import ON_THE_TABLE, OfferState

_SOLD = (OfferState.ACCEPTED, OfferState.PARTLY_ACCEPTED)


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A part of the plan, in devices; `left` is what was planned and is neither in an offer nor sold."""

    planned: int = 0
    offered: int = 0
    sold: int = 0
    left: int = 0

    @classmethod
    def of(cls, *, planned: int, offered: int, sold: int) -> "Reached":
        """What is left of the smallest part of a plan: what is sold beyond it makes up for no other part."""
        return cls(planned=planned, offered=offered, sold=sold, left=max(planned - offered - sold, 0))

    def __add__(self, other: "Reached") -> "Reached":
        return Reached(
            planned=self.planned + other.planned,
            offered=self.offered + other.offered,
            sold=self.sold + other.sold,
            left=self.left + other.left,
        )

    @property
    def bar(self) -> int:
        """How much of the plan is done, for a bar: never longer than its whole."""
        return min(self.sold, self.planned)


@dataclass(frozen=True, kw_only=True)
class ModelPart:
    """One model; its label is empty for devices that have none yet."""

    model_id: str | None
    label: str
    reached: Reached


@dataclass(frozen=True, kw_only=True)
class WavePart:
    """One wave with its latest offer; it is late when its month is over and something of it was not yet offered."""

    wave: Wave
    reached: Reached
    offer: BuyBackOffer | None
    may_be_asked: bool
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class MonthPart:
    """The waves of one month."""

    month_on: date
    reached: Reached
    waves: Sequence[WavePart]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A whole programme, with what its accepted offers brought; five queries, whatever it holds."""

    reached: Reached
    sold_amount: Decimal
    months: Sequence[MonthPart]
    models: Sequence[ModelPart]


_Key = tuple[UUID, str | None]  # wave and model


def reached_by(programmes: Iterable[Programme], *, today: date) -> Mapping[UUID, Reached]:
    """How far each of some programmes is; three queries."""
    waves = Wave.objects.filter(programme__in=[programme.pk for programme in programmes])
    owners = dict(waves.values_list("pk", "programme"))
    totals: dict[UUID, Reached] = defaultdict(Reached)
    for (wave, _model), reached in _read_parts(waves, today=today)[0].items():
        totals[owners[wave]] += reached
    return totals


def progress_of(programme: Programme, *, today: date) -> Progress:
    """Read how far a programme is."""
    parts, labels = _read_parts(Wave.objects.filter(programme=programme), today=today)
    offers = list(BuyBackOffer.objects.filter(wave__programme=programme).order_by("opened_at", "id"))
    months = _by_month(list(programme.waves.in_order()), parts, offers, is_closed=programme.is_closed, today=today)
    return Progress(
        reached=sum(parts.values(), Reached()),
        sold_amount=sum((offer.total_amount for offer in offers if offer.state in _SOLD), Decimal(0)),
        months=months,
        models=_by_model(parts, labels),
    )


def progress_of_wave(wave: Wave, *, today: date) -> tuple[WavePart, Sequence[ModelPart]]:
    """Read how far one wave is, and each of its models."""
    parts, labels = _read_parts(Wave.objects.filter(pk=wave.pk), today=today)
    offers = list(wave.offers.order_by("opened_at", "id"))
    (month,) = _by_month([wave], parts, offers, is_closed=wave.programme.is_closed, today=today)
    return month.waves[0], _by_model(parts, labels)


def _by_month(
    waves: Iterable[Wave],
    parts: Mapping[_Key, Reached],
    offers: Iterable[BuyBackOffer],
    *,
    is_closed: bool,
    today: date,
) -> list[MonthPart]:
    reached: dict[UUID, Reached] = defaultdict(Reached)
    for (wave_id, _model), done in parts.items():
        reached[wave_id] += done
    latest = {offer.wave_id: offer for offer in offers}
    months: dict[date, list[WavePart]] = defaultdict(list)
    for wave in waves:
        offer = latest.get(wave.pk)
        waits = offer is not None and offer.state in ON_THE_TABLE and not offer.is_over(on=today)
        is_open = not is_closed and not waits and reached[wave.pk].left > 0
        part = WavePart(
            wave=wave,
            reached=reached[wave.pk],
            offer=offer,
            may_be_asked=is_open,
            is_late=is_open and wave.is_past(on=today),
        )
        months[wave.month_on].append(part)
    return [
        MonthPart(month_on=month, reached=sum((part.reached for part in found), Reached()), waves=found)
        for month, found in months.items()
    ]


def _by_model(parts: Mapping[_Key, Reached], labels: Mapping[str | None, str]) -> list[ModelPart]:
    """The models with most devices first; those without a model last."""
    models: dict[str | None, Reached] = defaultdict(Reached)
    for (_wave, model), reached in parts.items():
        models[model] += reached
    ordered = sorted(models, key=lambda model: (model is None, -models[model].planned, labels[model]))
    return [ModelPart(model_id=model, label=labels[model], reached=models[model]) for model in ordered]


def _read_parts(
    waves: "QuerySet[Wave, Wave]", *, today: date
) -> tuple[Mapping[_Key, Reached], Mapping[str | None, str]]:
    """The smallest parts of a plan, each a wave and a model, and the labels of the models; two queries."""
    planned: dict[_Key, int] = {}
    done: dict[_Key, tuple[int, int]] = {}
    labels: dict[str | None, str] = {None: ""}
    lines = WaveLine.objects.filter(wave__in=waves).values_list("wave", "model", "model_label", "quantity")
    for wave, model, label, quantity in lines:
        planned[wave, model], labels[model] = quantity, label
    for wave, sold_model, name, offered, sold in _done(waves, today=today):
        done[wave, sold_model] = (offered, sold)
        labels.setdefault(sold_model, name)
    parts = {}
    for key in planned.keys() | done.keys():
        offered, sold = done.get(key, (0, 0))
        parts[key] = Reached.of(planned=planned.get(key, 0), offered=offered, sold=sold)
    return parts, labels


def _done(waves: "QuerySet[Wave, Wave]", *, today: date) -> "Iterable[tuple[UUID, str | None, str, int, int]]":
    """Lines to sell of the waves' offers by wave and model: how many wait in an offer that holds, how many are sold."""
    to_sell = OfferLine.objects.to_sell().filter(offer__wave__in=waves).order_by()
    waits = Q(offer__state__in=ON_THE_TABLE) & ~Q(offer__state=OfferState.OPEN, offer__valid_until_on__lt=today)
    counted = to_sell.values("offer__wave", "device__model").annotate(
        label=Max("model_label"),
        offered=Count("pk", filter=waits),
        sold=Count("pk", filter=Q(offer__state__in=_SOLD)),
    )
    return counted.values_list("offer__wave", "device__model", "label", "offered", "sold")
