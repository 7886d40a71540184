"""The public rows of the catalogue. Organisations refer to them, so they are deactivated, never deleted."""

from catalogue.models.category import Category, Maker
from catalogue.models.device_model import DeviceModel, Variant
from catalogue.models.held import GivenName, HeldDevices, LearntTac, UnlistedModel
from catalogue.models.identification_key import IdentificationKey
from catalogue.models.model_change import ModelChange
from catalogue.models.model_upload import ModelUpload
from catalogue.models.price_book import NoPriceBookInForce, PriceBook
from catalogue.models.price_book_event import PriceBookEvent
from catalogue.models.price_rows import (
    BasePrice,
    BatteryDeduction,
    ConditionRate,
    CrackedRate,
    DefectDeduction,
    Floor,
    Handling,
    LockRate,
    LotBonus,
    LotMinimum,
    MissingCharger,
    NewPrice,
    Retention,
    UnsureRate,
)
from catalogue.models.price_trial import PriceTrial
from catalogue.models.price_upload import PriceUpload
from catalogue.models.published import PublishedCode, PublishedWeight
from catalogue.models.revision import CatalogueRevision
from catalogue.models.stock_offer import Reconditioner, StockOffer
from catalogue.models.touchpoint import Touchpoint
from catalogue.models.wanted_model import WantedModel

__all__ = [
    "BasePrice",
    "BatteryDeduction",
    "CatalogueRevision",
    "Category",
    "ConditionRate",
    "CrackedRate",
    "DefectDeduction",
    "DeviceModel",
    "Floor",
    "GivenName",
    "Handling",
    "HeldDevices",
    "IdentificationKey",
    "LearntTac",
    "LockRate",
    "LotBonus",
    "LotMinimum",
    "Maker",
    "MissingCharger",
    "ModelChange",
    "ModelUpload",
    "NewPrice",
    "NoPriceBookInForce",
    "PriceBook",
    "PriceBookEvent",
    "PriceTrial",
    "PriceUpload",
    "PublishedCode",
    "PublishedWeight",
    "Reconditioner",
    "Retention",
    "StockOffer",
    "Touchpoint",
    "UnlistedModel",
    "UnsureRate",
    "Variant",
    "WantedModel",
]
