"""The prices of an offer, one for all devices with the same facts, and what a line keeps of its own."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from quotes.models import BuyBackOffer, OfferPrice
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.waterfall import Waterfall

BATCH = 1000


def keep_prices(
    offer: BuyBackOffer, priced: Mapping[DeviceFacts, Waterfall], *, edition: str = ""
) -> Mapping[DeviceFacts, OfferPrice]:
    """Write the prices that the offer does not have yet, and return that of each facts; two statements.

    Prices of another book or day than the offer's own are an `edition` of theirs.
    """
    keys = {_key(facts, edition): facts for facts in priced}
    new = [
        OfferPrice(
            offer=offer,
            facts=facts.to_json(),
            facts_key=key,
            waterfall=priced[facts].to_json(),
            withheld_amount=priced[facts].withheld.amount,
        )
        for key, facts in keys.items()
    ]
    OfferPrice.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    kept = OfferPrice.objects.filter(offer=offer, facts_key__in=list(keys))
    return {keys[price.facts_key]: price for price in kept}


def _key(facts: DeviceFacts, edition: str) -> str:
    written = json.dumps(facts.to_json(), sort_keys=True) + edition
    return hashlib.md5(written.encode(), usedforsecurity=False).hexdigest()


def columns_of(facts: DeviceFacts, waterfall: Waterfall) -> dict[str, Any]:
    """What a line repeats of its facts and its price, to be searched and added up."""
    return {
        "storage_gb": facts.storage_gb,
        "grade": facts.grade,
        "functional_state": facts.functional_state,
        "lock": facts.lock,
        "battery_health": facts.battery_health,
        "cracked": facts.cracked,
        "has_charger": facts.has_charger,
        "defects": sorted(facts.defects),
        "net_amount": waterfall.net.amount,
        "high_amount": waterfall.high.amount,
        "is_indicative": waterfall.indicative,
    }
