"""Small data files written for a test: right as they stand, and easy to spoil."""

import copy
import json
from pathlib import Path
from typing import Any

from catalogue.condition import FunctionalState, Grade, Lock

MODELS: dict[str, Any] = {
    "format": "catalogue-models/1",
    "version": "test-1",
    "sources": {"maker": "Maker's data sheet", "list": "A published list"},
    "categories": [
        {
            "slug": "laptop",
            "name_en": "Laptop",
            "name_fr": "Ordinateur portable",
            "icon": "device-laptop",
            "words": ["notebook", "PC portable"],
            "has_storage": True,
            "has_battery": True,
            "impact_category": "laptop",
        }
    ],
    "makers": [{"slug": "brevia", "name": "Brevia"}],
    "models": [
        {
            "slug": "brevia-note-7",
            "maker": "brevia",
            "category": "laptop",
            "name": "Note 7+",
            "launched_on": {"value": "2021-09", "source": "maker", "year": 2021},
            "weight_kg": {"value": "1.30", "source": "maker", "year": 2022},
            "variants": [{"storage_gb": 256, "ram_gb": 8}, {"storage_gb": 512, "ram_gb": 16}],
            "keys": [
                {"kind": "part_number", "storage_gb": 256, "source": "list", "keys": ["BN7-256"]},
                {"kind": "alias", "source": "list", "keys": ["Brevia Note VII"]},
            ],
        },
        {
            "slug": "brevia-note-8",
            "maker": "brevia",
            "category": "laptop",
            "name": "Note 8",
            "variants": [],
            "keys": [],
        },
    ],
}

PRICES: dict[str, Any] = {
    "format": "catalogue-prices/1",
    "version": "test-1",
    "currency": "EUR",
    "effective_at": "2026-11-01T00:00:00+01:00",
    "note": "Written for a test.",
    "base": [
        {"model": "brevia-note-7", "storage_gb": 256, "amount": "200.00"},
        {"model": "brevia-note-7", "storage_gb": 512, "amount": "230.00"},
    ],
    "new_price": [{"model": "brevia-note-7", "amount": "1200.00"}],
    "retention": [
        {"category": "*", "up_to_age_months": 12, "percent": "50"},
        {"category": "*", "up_to_age_months": 24, "percent": "30"},
    ],
    "condition": [
        {"category": "*", "grade": grade, "functional_state": state, "percent": str(100 - 20 * place - 10 * worse)}
        for place, grade in enumerate(Grade.values)
        for worse, state in enumerate(FunctionalState.values)
    ],
    "battery": [{"category": "laptop", "below_percent": 80, "amount": "38.00"}],
    "lock": [{"lock": lock, "percent": "100" if lock == "none" else "0"} for lock in Lock.values],
    "lot_bonus": [{"min_units": 50, "percent": "1"}, {"min_units": 100, "percent": "2"}],
    "lot_minimum": [{"category": "*", "min_units": 5}, {"category": "laptop", "min_amount": "250.00"}],
    "handling": [{"category": "*", "amount": "9.00"}],
    "floor": [{"category": "*", "amount": "2.00", "reason": "parts"}],
    "cracked": [
        {"category": "*", "functional_state": state, "percent": str(15 - 5 * worse)}
        for worse, state in enumerate(FunctionalState.values)
    ],
    "defect": [{"category": "*", "defect": "camera", "amount": "8.00"}],
    "missing_charger": [{"category": "laptop", "amount": "12.00"}],
    "unsure": [{"below_percent": 80, "percent": "70"}],
}

STOCK: dict[str, Any] = {
    "format": "catalogue-stock/1",
    "stated_on": "2026-11-20",
    "reconditioners": [
        {"slug": "atelier", "name": "Atelier (fictitious)", "vetted_on": "2025-03-12", "commission_percent": "8.0"}
    ],
    "offers": [
        {
            "sku": "AT-1",
            "reconditioner": "atelier",
            "model": "brevia-note-7",
            "storage_gb": 256,
            "ram_gb": 8,
            "grade": "A",
            "title_en": "Brevia Note 7+, AZERTY keyboard",
            "title_fr": "Brevia Note 7+, clavier AZERTY",
            "quantity": 10,
            "unit_cost_amount": "250.00",
            "unit_price_amount": "320.00",
            "currency": "EUR",
            "warranty_months": 12,
            "keyboard_layout": "azerty",
            "seller_of_record": "resale",
            "vat_scheme": "standard",
            "lead_time_days": 6,
            "weight_kg": "1.30",
        }
    ],
}


def models_content() -> dict[str, Any]:
    return copy.deepcopy(MODELS)


def prices_content() -> dict[str, Any]:
    return copy.deepcopy(PRICES)


def stock_content() -> dict[str, Any]:
    return copy.deepcopy(STOCK)


def write(folder: Path, content: Any) -> Path:
    """Write a file of this content and return where it lies."""
    path = folder / "data.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path
