"""A buy-back offer: our price for a customer's devices, line by line, each with the steps that led to it."""

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import MD5, Cast, Concat
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from quotes.pricing.facts import DeviceFacts
from quotes.pricing.terms import Terms
from quotes.pricing.waterfall import Waterfall
from quotes.states import OFFER, OFFER_TURNS, ON_THE_TABLE, LineDecision, OfferState
from records.open_cases import CaseFacts


class OfferQuerySet(models.QuerySet["BuyBackOffer"]):
    def latest_first(self) -> "OfferQuerySet":
        return self.order_by("-opened_at", "-id")

    def awaiting_answer(self) -> "OfferQuerySet":
        return self.filter(state__in=[OfferState.OPEN, OfferState.FIRM])

    def expired(self, *, on: date) -> "OfferQuerySet":
        """Open offers whose last day is over."""
        return self.filter(state=OfferState.OPEN, valid_until_on__lt=on)


class BuyBackOffer(models.Model):
    class State(models.TextChoices):
        DRAFT = OfferState.DRAFT, _("Draft")
        OPEN = OfferState.OPEN, _("Open")
        INDICATIVE = OfferState.INDICATIVE, _("Indicative")
        AWAITING_AUTHORISATION = OfferState.AWAITING_AUTHORISATION, _("Waiting for the price to be confirmed")
        FIRM = OfferState.FIRM, _("Firm")
        ACCEPTED = OfferState.ACCEPTED, _("Accepted")
        PARTLY_ACCEPTED = OfferState.PARTLY_ACCEPTED, _("Partly accepted")
        DECLINED = OfferState.DECLINED, _("Declined")
        EXPIRED = OfferState.EXPIRED, _("Expired")
        WITHDRAWN = OfferState.WITHDRAWN, _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=24, choices=State.choices)
    currency = models.CharField(max_length=3)
    price_book = models.ForeignKey(
        "catalogue.PriceBook", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    book_version = models.CharField(max_length=40)
    terms = models.JSONField(default=dict, db_default={}, blank=True)  # premiums and agreements when it was opened
    total_amount = models.DecimalField(max_digits=14, decimal_places=2)
    line_count = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1, db_default=1)  # one more with each declaration of a condition
    left_out = models.JSONField(default=dict)  # reason → number of devices that could not be offered
    # What all its lines would bring now and in each of the next twelve months, worked out after every version.
    waiting = models.JSONField(default=list, db_default=[], blank=True)
    valid_until_on = models.DateField()
    # the expired offer whose devices it prices again
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor")
    wave = models.ForeignKey("quotes.Wave", on_delete=models.PROTECT, null=True, blank=True, related_name="offers")
    opened_at = models.DateTimeField()
    opened_by_id = models.CharField(max_length=36, blank=True)
    opened_by_name = models.CharField(max_length=300)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.CharField(max_length=36, blank=True)
    decided_by_name = models.CharField(max_length=300, blank=True)
    decision_reference = models.CharField(max_length=100, blank=True)  # a public body's own decision to sell
    decision_on = models.DateField(null=True, blank=True)
    # of the devices to sell, as the council saw them and on the day of its decision
    indicative_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    firm_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    decision_file = models.OneToOneField(
        "records.KeptFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfferQuerySet.as_manager()
    case_machine, case_turns = OFFER, OFFER_TURNS

    class Meta:
        indexes = [models.Index(fields=["-opened_at", "-id"], name="offer_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True, decided_by_name="")
                | (models.Q(decided_at__isnull=False) & ~models.Q(decided_by_name="")),
                name="offer_decided_at_and_by",
            ),
            models.CheckConstraint(
                condition=models.Q(decision_file__isnull=True) | models.Q(decision_on__isnull=False),
                name="offer_decision_file_of_a_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(indicative_amount__isnull=True, firm_amount__isnull=True)
                | models.Q(indicative_amount__gte=0, firm_amount__gte=0),
                name="offer_firm_beside_indicative",
            ),
            models.CheckConstraint(condition=models.Q(total_amount__gte=0), name="offer_total_not_negative"),
            models.UniqueConstraint(
                fields=["wave"], condition=models.Q(state__in=ON_THE_TABLE), name="offer_one_on_the_table_per_wave"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def case_facts(self) -> CaseFacts:
        """What the desk's index says of it; only an open offer runs out."""
        return CaseFacts(
            reference=self.reference,
            title=self.decision_reference,
            devices=self.line_count,
            amount=self.total_amount,
            currency=self.currency,
            due_on=self.valid_until_on if self.state == OfferState.OPEN else None,
        )

    @property
    def priced_on(self) -> Terms:
        """What its prices hold on top of the book."""
        return Terms.from_json(self.terms)

    @property
    def priced_at_day(self) -> date:
        """The day whose ages its prices count: that of its opening, or of the decision that made them firm."""
        opened_on = localdate(self.opened_at)
        return max(self.decision_on, opened_on) if self.firm_amount is not None and self.decision_on else opened_on

    @property
    def awaits_answer(self) -> bool:
        return self.state in (OfferState.OPEN, OfferState.FIRM)

    @property
    def is_before_council(self) -> bool:
        """Whether a public body's council has it before it: to decide, or to have its decision carried out."""
        return self.state in (OfferState.INDICATIVE, OfferState.AWAITING_AUTHORISATION, OfferState.FIRM)

    @property
    def price_moved(self) -> bool:
        """Whether the firm price is another than the one that the council saw."""
        return self.firm_amount != self.indicative_amount

    @property
    def lines_may_change(self) -> bool:
        """Whether what becomes of each device may still be decided; not while a council's decision is being priced."""
        return self.state in (OfferState.OPEN, OfferState.INDICATIVE, OfferState.FIRM)

    @property
    def condition_may_be_declared(self) -> bool:
        """Whether its prices may still follow what is said of its devices; a firm price is a promise."""
        return self.state in (OfferState.OPEN, OfferState.INDICATIVE)

    def has_run_out(self, *, on: date) -> bool:
        """Whether its last day is over; a firm price of a public body does not run out by itself."""
        return self.state == OfferState.OPEN and on > self.valid_until_on

    def is_over(self, *, on: date) -> bool:
        """Whether it has run out, marked so or not."""
        return self.state == OfferState.EXPIRED or self.has_run_out(on=on)


GROUP_KEY = MD5(
    Concat(
        Cast("price", models.CharField()),
        models.Value("|"),
        "model_label",
        models.Value("|"),
        Cast("grade_is_assumed", models.CharField()),
        models.Value("|"),
        Cast("is_declared", models.CharField()),
    )
)


class OfferLineQuerySet(models.QuerySet["OfferLine"]):
    def in_order(self) -> "OfferLineQuerySet":
        """In the offer's order, each with what its price rests on."""
        return self.order_by("position").select_related("price")

    def to_sell(self) -> "OfferLineQuerySet":
        return self.filter(decision=LineDecision.SELL)


class OfferLine(models.Model):
    class Decision(models.TextChoices):
        SELL = LineDecision.SELL, _("Sell")
        KEEP = LineDecision.KEEP, _("Keep")
        RECYCLE = LineDecision.RECYCLE, _("Recycle")
        DONATE = LineDecision.DONATE, _("Donate")
        STAFF_SALE = LineDecision.STAFF_SALE, _("Sell to staff")
        RETURN_TO_LESSOR = LineDecision.RETURN_TO_LESSOR, _("Return to the lessor")
        RETURN_TO_FUNDER = LineDecision.RETURN_TO_FUNDER, _("Return to the funder")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(BuyBackOffer, on_delete=models.PROTECT, related_name="lines")
    device = models.ForeignKey("fleet.Device", on_delete=models.PROTECT, related_name="offer_lines")
    position = models.PositiveIntegerField()
    serial = models.CharField(max_length=64, blank=True)
    imei = models.CharField(max_length=15, blank=True)
    asset_tag = models.CharField(max_length=64, blank=True)
    model_label = models.CharField(max_length=300)
    category = models.CharField(max_length=40, blank=True)
    storage_gb = models.PositiveIntegerField(null=True, blank=True)
    grade = models.CharField(max_length=1)
    grade_is_assumed = models.BooleanField()
    functional_state = models.CharField(max_length=6)
    lock = models.CharField(max_length=20)
    battery_health = models.PositiveSmallIntegerField(null=True, blank=True)
    cracked = models.BooleanField(default=False, db_default=False)
    has_charger = models.BooleanField(null=True, blank=True)
    defects = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True)
    is_declared = models.BooleanField(default=False, db_default=False)  # in this offer, by its owner
    net_amount = models.DecimalField(max_digits=12, decimal_places=2)
    high_amount = models.DecimalField(max_digits=12, decimal_places=2)
    is_indicative = models.BooleanField()
    price = models.ForeignKey("quotes.OfferPrice", on_delete=models.PROTECT, related_name="lines")
    decision = models.CharField(max_length=20, choices=Decision.choices, default=Decision.SELL)
    vat_deducted = models.BooleanField(
        null=True, blank=True
    )  # when it was bought; only a seller registered for VAT says
    # Lines with the same key read alike: one row in the table of the offer.
    group_key = models.GeneratedField(
        expression=GROUP_KEY, output_field=models.CharField(max_length=32), db_persist=True
    )

    objects = OfferLineQuerySet.as_manager()

    class Meta:
        indexes = [
            # what the offer's page groups and adds up: read from the index alone
            models.Index(
                fields=["offer", "group_key"],
                include=["position", "decision", "net_amount", "high_amount", "is_indicative", "price"],
                name="offer_line_group",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["offer", "device"], name="offer_line_once_per_device"),
            models.UniqueConstraint(fields=["offer", "position"], name="offer_line_position_once"),
            models.CheckConstraint(
                condition=models.Q(net_amount__gte=0, high_amount__gte=models.F("net_amount")),
                name="offer_line_amounts_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model_label} {self.identifier}"

    @property
    def identifier(self) -> str:
        return self.serial or self.imei or self.asset_tag

    @property
    def priced_by(self) -> DeviceFacts:
        """What its price rests on."""
        return self.price.priced_by

    @property
    def priced(self) -> Waterfall:
        """How this price was made."""
        return self.price.priced
