"""Texts that name a model we do not know: grouped, so that one answer serves every row that has it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet

from fleet.identification import known_models
from fleet.intake import outside_catalogue
from fleet.intake.own_names import NameKey, name_key
from fleet.intake.suggestions import suggest_models

MOST = 20
_LOOKED_AT = 500  # different texts


@dataclass(frozen=True, kw_only=True)
class UnnamedModel:
    """One text as the file writes it; `suggestions` are pairs of slug and label."""

    maker: str
    model: str
    rows: int
    suggestions: Sequence[tuple[str, str]]

    @property
    def written(self) -> str:
        """Maker and model, the maker once."""
        starts_with_maker = self.maker and self.model.casefold().startswith(self.maker.casefold())
        return self.model if starts_with_maker else f"{self.maker} {self.model}".strip()


@dataclass(frozen=True)
class Question:
    """What is asked: the texts, and how every model is called that may be the answer."""

    texts: Sequence[UnnamedModel]
    models: Sequence[str]


def unnamed_models(rows: QuerySet[Any]) -> Question:
    """Ask for the texts of staged rows or devices without a model, the most frequent first; two queries.

    Texts that differ in spelling, colour or capacity only are one, as one answer serves them all.
    """
    unnamed = rows.filter(model__isnull=True).exclude(model_text="").exclude(evidence__in=outside_catalogue.EVIDENCE)
    unnamed = unnamed.values_list("maker_text", "model_text")
    counts: Counter[NameKey] = Counter()
    written: dict[NameKey, tuple[str, str]] = {}
    for maker, model, count in unnamed.annotate(rows=Count("pk")).order_by(F("rows").desc(), "model_text")[:_LOOKED_AT]:
        key = name_key(maker=maker, model=model)
        counts[key] += count
        written.setdefault(key, (maker, model))
    labels = {slug: known.label for slug, known in known_models().items()}
    texts = [_unnamed(*written[key], count, labels) for key, count in counts.most_common(MOST)]
    return Question(texts, sorted(set(labels.values())))


def _unnamed(maker: str, model: str, rows: int, labels: Mapping[str, str]) -> UnnamedModel:
    suggested = suggest_models(f"{maker} {model}", labels=labels)
    return UnnamedModel(maker=maker, model=model, rows=rows, suggestions=[(slug, labels[slug]) for slug in suggested])


def slug_of(label: str) -> str:
    """The slug of the model that is called so, or an empty text."""
    wanted = " ".join(label.split()).casefold()
    return next((slug for slug, known in known_models().items() if known.label.casefold() == wanted), "")
