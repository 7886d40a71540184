"""How a device stands, in one badge: the first of the facts that says most about what can be done with it."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.condition import Lock
from fleet.intake import outside_catalogue
from fleet.models import Device
from fleet.models.device import Owner
from fleet.sale_bans import may_be_sold


@dataclass(frozen=True)
class Standing:
    """Words, tone (of tokens.css) and icon."""

    label: str | Promise
    tone: str
    sign: str


GONE = Standing(_("Gone"), "secondary", "circle-x")
IN_OFFER = Standing(_("In a buy-back offer"), "blue", "tag")
BANNED = Standing(_("Not to be sold yet: who paid forbids it"), "secondary", "building")
UNIDENTIFIED = Standing(_("Model to be identified"), "orange", "help-circle")
UNPRICED = Standing(_("Model known, to be priced"), "orange", "help-circle")
OFFERABLE = Standing(_("Can be offered"), "green", "check")
SET_ASIDE = {
    Owner.LESSOR: Standing(_("Leased"), "secondary", "arrow-back-up"),
    Owner.PERSON: Standing(_("Personal: set aside"), "secondary", "user"),
    Owner.FUNDER: Standing(_("Funded by a third party"), "secondary", "building"),
    Owner.OPERATOR: Standing(_("Sold to Renew"), "secondary", "circle-check"),
}
LOCKED = {
    Lock.ACTIVATION_LOCK: Standing(_("Locked (activation lock)"), "red", "lock"),
    Lock.MDM: Standing(_("Locked (MDM)"), "red", "lock"),
    Lock.FRP: Standing(_("Locked (FRP)"), "red", "lock"),
    Lock.FIRMWARE_PASSWORD: Standing(_("Locked (firmware password)"), "red", "lock"),
}


def standing_of(device: Device, *, on: date) -> Standing:
    """Say how the device stands on a day; no query."""
    if device.gone_at is not None:
        return GONE
    if device.offer_id is not None:
        return IN_OFFER
    if device.owner in SET_ASIDE:
        return SET_ASIDE[Owner(device.owner)]
    if not may_be_sold(device, on=on):
        return BANNED
    if device.lock in LOCKED:
        return LOCKED[Lock(device.lock)]
    if device.model_id:
        return OFFERABLE
    return UNPRICED if device.evidence in outside_catalogue.EVIDENCE else UNIDENTIFIED
