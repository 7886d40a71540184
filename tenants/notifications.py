"""E-mails about accounts; sent by jobs, each in its reader's language."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tenants.models import Organisation, SignUpRequest, User

SECONDS_OF_A_DAY = 86_400


def tell_portal_ready(*, user: User, organisation: Organisation) -> None:
    """The portal answers: where it is, and how to sign in for the first time."""
    with override(user.language):
        _send(
            to=user.email,
            subject=_("%(organisation)s: your portal is ready") % {"organisation": organisation.name},
            paragraphs=[
                _("Hello %(name)s,") % {"name": user.full_name},
                _("The portal of %(organisation)s is ready. You are its administrator: %(url)s")
                % {"organisation": organisation.name, "url": f"{organisation.url}/"},
                *_first_sign_in(user, organisation),
            ],
        )


def tell_sign_up_declined(*, sign_up: SignUpRequest) -> None:
    """There will be no account, and why."""
    with override(sign_up.language):
        _send(
            to=sign_up.email,
            subject=_("Your request for an account: %(organisation)s") % {"organisation": sign_up.organisation_name},
            paragraphs=[
                _("Hello %(name)s,") % {"name": sign_up.full_name},
                _("We cannot open an account for %(organisation)s.") % {"organisation": sign_up.organisation_name},
                sign_up.decline_reason,
                _("If you think this is a mistake, ask again on our site and tell us more."),
            ],
        )


def _first_sign_in(user: User, organisation: Organisation) -> list[str]:
    if user.has_usable_password():
        return [_("Sign in with your e-mail address and the password you already have.")]
    days = settings.PASSWORD_RESET_TIMEOUT // SECONDS_OF_A_DAY
    return [
        ngettext(
            "Choose your password here; the link works once, for %(days)s day:",
            "Choose your password here; the link works once, for %(days)s days:",
            days,
        )
        % {"days": days},
        _password_link(user, organisation),
        _("After that, ask for a new link with “Forgot your password?” on the sign-in page."),
    ]


def _password_link(user: User, organisation: Organisation) -> str:
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse(
        "account_reset_password_from_key",
        urlconf=settings.PORTAL_URLCONFS["portal"],
        kwargs={"uidb36": user_pk_to_url_str(user), "key": key},
    )
    return f"{organisation.url}{path}"


def _send(*, to: str, subject: str, paragraphs: list[str]) -> None:
    send_mail(subject=subject, message="\n\n".join([*paragraphs, "Renew"]) + "\n", from_email=None, recipient_list=[to])
