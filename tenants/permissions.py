"""Who may do what: one table for members, one for the operator's people."""

from enum import StrEnum

from django.utils.translation import gettext as _

from tenants.roles import Role, StaffRole


class Permission(StrEnum):
    FLEET_VIEW = "fleet.view"
    FLEET_UPLOAD = "fleet.upload"
    FLEET_CHANGE = "fleet.change"
    FLEET_VIEW_SHARE = "fleet.view.share"
    OFFER_VIEW = "offer.view"
    OFFER_REQUEST = "offer.request"
    OFFER_ACCEPT = "offer.accept"
    OFFER_NOTE = "offer.note"
    OFFER_RULE = "offer.rule"
    QUOTE_VIEW = "quote.view"
    QUOTE_ACCEPT = "quote.accept"
    ORDER_VIEW = "order.view"
    DOCUMENT_VIEW = "document.view"
    DOCUMENT_DOWNLOAD = "document.download"
    IMPACT_VIEW = "impact.view"
    JOB_VIEW = "job.view"


class DeskPermission(StrEnum):
    VIEW = "desk.view"
    QUOTE_BUILD = "desk.quote.build"
    QUOTE_SEND = "desk.quote.send"
    QUOTE_APPROVE = "desk.quote.approve"
    OFFER_PUBLISH = "desk.offer.publish"
    OFFER_EXTEND = "desk.offer.extend"
    ARRIVAL_NOTE = "desk.arrival.note"
    ORDER_SHIP = "desk.order.ship"
    INVOICE_SETTLE = "desk.invoice.settle"
    INVOICE_CREDIT = "desk.invoice.credit"
    SIGN_UP_DECIDE = "desk.sign_up.decide"
    CONTACT_ANSWER = "desk.contact.answer"
    STOCK_VIEW = "desk.stock.view"
    CATALOGUE_TEACH = "desk.catalogue.teach"
    CATALOGUE_EDIT = "desk.catalogue.edit"
    PRICE_DRAFT = "desk.price.draft"
    PRICE_PUBLISH = "desk.price.publish"
    PRICE_WANTED = "desk.price.wanted"
    PRICE_AGREE = "desk.price.agree"
    PRICE_SET = "desk.price.set"
    CMS_EDIT = "desk.cms.edit"


_SEE = frozenset(
    {
        Permission.FLEET_VIEW,
        Permission.OFFER_VIEW,
        Permission.QUOTE_VIEW,
        Permission.ORDER_VIEW,
        Permission.DOCUMENT_VIEW,
        Permission.IMPACT_VIEW,
        Permission.JOB_VIEW,
    }
)

ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission),
    Role.FLEET_MANAGER: _SEE
    | {
        Permission.FLEET_UPLOAD,
        Permission.FLEET_CHANGE,
        Permission.FLEET_VIEW_SHARE,
        Permission.OFFER_REQUEST,
        Permission.OFFER_NOTE,
        Permission.DOCUMENT_DOWNLOAD,
    },
    Role.BUYER: _SEE
    | {
        Permission.FLEET_UPLOAD,
        Permission.FLEET_CHANGE,
        Permission.FLEET_VIEW_SHARE,
        Permission.OFFER_REQUEST,
        Permission.OFFER_NOTE,
        Permission.OFFER_ACCEPT,
        Permission.QUOTE_ACCEPT,
        Permission.DOCUMENT_DOWNLOAD,
    },
    Role.APPROVER: _SEE
    | {Permission.OFFER_NOTE, Permission.OFFER_ACCEPT, Permission.QUOTE_ACCEPT, Permission.DOCUMENT_DOWNLOAD},
    Role.FINANCE: _SEE | {Permission.OFFER_NOTE, Permission.DOCUMENT_DOWNLOAD},
    Role.VIEWER: _SEE,
}

STAFF_PERMISSIONS: dict[str, frozenset[DeskPermission]] = {
    StaffRole.ACCOUNT_MANAGER: frozenset(
        {
            DeskPermission.VIEW,
            DeskPermission.QUOTE_BUILD,
            DeskPermission.QUOTE_SEND,
            DeskPermission.OFFER_PUBLISH,
            DeskPermission.OFFER_EXTEND,
            DeskPermission.ARRIVAL_NOTE,
            DeskPermission.PRICE_AGREE,
            DeskPermission.PRICE_SET,
            DeskPermission.ORDER_SHIP,
            DeskPermission.SIGN_UP_DECIDE,
            DeskPermission.CONTACT_ANSWER,
            DeskPermission.STOCK_VIEW,
            DeskPermission.CATALOGUE_TEACH,
        }
    ),
    StaffRole.PRICE_MANAGER: frozenset(
        {
            DeskPermission.VIEW,
            DeskPermission.STOCK_VIEW,
            DeskPermission.CATALOGUE_TEACH,
            DeskPermission.CATALOGUE_EDIT,
            DeskPermission.PRICE_DRAFT,
            DeskPermission.PRICE_PUBLISH,
            DeskPermission.PRICE_WANTED,
            DeskPermission.PRICE_AGREE,
            DeskPermission.PRICE_SET,
        }
    ),
    StaffRole.INSPECTOR: frozenset({DeskPermission.VIEW, DeskPermission.ARRIVAL_NOTE}),
    StaffRole.FINANCE: frozenset({DeskPermission.VIEW, DeskPermission.INVOICE_SETTLE, DeskPermission.INVOICE_CREDIT}),
    StaffRole.EDITOR: frozenset({DeskPermission.VIEW, DeskPermission.CMS_EDIT}),
    StaffRole.ADMINISTRATOR: frozenset(DeskPermission),
}


class PermissionRefused(Exception):
    """The person's role does not allow this."""

    def __init__(self, *, role: str, permission: str) -> None:
        self.role, self.permission = role, permission
        super().__init__(
            _("Your role (%(role)s) does not allow this. Ask an administrator of your organisation.")
            % {"role": _role_label(role)}
        )


def may(role: str, permission: str) -> bool:
    """Whether a role, of a member or of the operator, allows this."""
    allowed: frozenset[Permission] | frozenset[DeskPermission] = ROLE_PERMISSIONS.get(role, frozenset())
    if permission.startswith("desk."):
        allowed = STAFF_PERMISSIONS.get(role, frozenset())
    return permission in allowed


def check_may(role: str, permission: str) -> None:
    """Refuse with the reason.

    Raises: PermissionRefused.
    """
    if not may(role, permission):
        raise PermissionRefused(role=role, permission=permission)


def _role_label(role: str) -> str:
    labels = {**dict(StaffRole.choices), **dict(Role.choices)}
    return str(labels.get(role, role or _("none")))
