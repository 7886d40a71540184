"""A company or a school asks for an account, and somebody at the desk decides.

The organisation's schema is made by a job; the e-mail with the first sign-in follows when it is ready
(`organisation.ready` in b2b_portal/wiring.py).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.actions import OrganisationRefused, add_member, create_organisation
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Organisation, SignUpRequest, StaffAssignment, User
from tenants.permissions import DeskPermission, check_may
from tenants.roles import Role
from tenants.welcome import TELL_DECLINED


class SignUpDecided(Exception):
    """Somebody has answered this request already; nothing was changed."""

    def __init__(self, sign_up: SignUpRequest) -> None:
        self.sign_up = sign_up
        super().__init__(
            _("%(name)s has already answered this request: %(status)s.")
            % {"name": sign_up.decided_by_name, "status": sign_up.get_status_display()}
        )


def request_sign_up(
    *,
    organisation_name: str,
    kind: str,
    country: str,
    full_name: str,
    email: str,
    message: str,
    language: str,
    at: datetime,
) -> SignUpRequest:
    """Write the request down; the same one sent again while it is open stays one."""
    sign_up, _created = SignUpRequest.objects.get_or_create(
        email=email.strip().lower(),
        organisation_name=_one_line(organisation_name),
        status=SignUpRequest.Status.OPEN,
        defaults={
            "kind": kind,
            "country": country,
            "full_name": _one_line(full_name),
            "message": message,
            "language": language,
            "created_at": at,
        },
    )
    return sign_up


def approve_sign_up(*, sign_up_id: UUID, slug: str, by: Actor, at: datetime) -> Organisation:
    """Make the organisation at this address, its first administrator and the approver's assignment to it.

    Raises: PermissionRefused; SignUpDecided; OrganisationRefused, when the address or the person cannot be taken.
    """
    check_may(by.role, DeskPermission.SIGN_UP_DECIDE)
    with transaction.atomic():
        sign_up = _lock_open(sign_up_id)
        organisation, _job = create_organisation(
            name=sign_up.organisation_name,
            kind=sign_up.kind,
            slug=slug,
            country=sign_up.country,
            language=sign_up.language,
            by=by,
            at=at,
        )
        add_member(organisation=organisation, user=_person_of(sign_up), role=Role.ADMIN)
        StaffAssignment.objects.get_or_create(user_id=by.id, organisation=organisation)
        sign_up.organisation = organisation
        _close(sign_up, status=SignUpRequest.Status.APPROVED, by=by, at=at)
    return organisation


def decline_sign_up(*, sign_up_id: UUID, reason: str, by: Actor, at: datetime) -> SignUpRequest:
    """Answer no, with the reason that the person will read.

    Raises: PermissionRefused; SignUpDecided.
    """
    check_may(by.role, DeskPermission.SIGN_UP_DECIDE)
    with transaction.atomic():
        sign_up = _lock_open(sign_up_id)
        sign_up.decline_reason = reason
        _close(sign_up, status=SignUpRequest.Status.DECLINED, by=by, at=at)
        enqueue_job(
            kind=TELL_DECLINED,
            organisation_id=None,
            arguments={"sign_up": str(sign_up.pk)},
            by=by,
            at=at,
            title=sign_up.organisation_name,
        )
    return sign_up


def _lock_open(sign_up_id: UUID) -> SignUpRequest:
    sign_up = SignUpRequest.objects.select_for_update().get(pk=sign_up_id)
    if not sign_up.is_open:
        raise SignUpDecided(sign_up)
    return sign_up


def _close(sign_up: SignUpRequest, *, status: str, by: Actor, at: datetime) -> None:
    sign_up.status, sign_up.decided_at = status, at
    sign_up.decided_by_id, sign_up.decided_by_name = by.id, by.name
    sign_up.save()


def _person_of(sign_up: SignUpRequest) -> User:
    """The person with this address, or a new one who has no password yet."""
    user = User.objects.filter(email__iexact=sign_up.email).first()
    if user is None:
        return User.objects.create_user(sign_up.email, full_name=sign_up.full_name, language=sign_up.language)
    if not user.is_active:
        raise OrganisationRefused([_("The account of this e-mail address is closed. Ask for another address.")])
    return user


def _one_line(text: str) -> str:
    """A name as it stands in a subject line: no line breaks, no doubled blanks."""
    return " ".join(text.split())
