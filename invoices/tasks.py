"""What the machine does for invoices."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from invoices.actions import issue_invoice
from invoices.numbering import NumberOutOfTime
from invoices.papers import NotADomesticSale
from quotes.models import Order
from tenants.jobs import JobFailed, JobRun, job_kind
from tenants.models import LegalEntity


@job_kind("invoices.issue_for_order")
def issue_for_order(run: JobRun) -> Mapping[str, Any]:
    """Issue the invoice of a delivered order, once."""
    order = Order.objects.select_related("quote").get(pk=run.arguments["order"])
    try:
        invoice = issue_invoice(order=order, by=run.by, at=run.at)
    except LegalEntity.DoesNotExist as missing:
        raise JobFailed("no_selling_company", _("Name the company that sells and invoices first.")) from missing
    except NotADomesticSale as abroad:
        message = _("The customer is in another country: finance writes this invoice by hand for now.")
        raise JobFailed("customer_abroad", message) from abroad
    except NumberOutOfTime as late:
        message = _("A later invoice has been issued already: check the clock of the server, then try again.")
        raise JobFailed("number_out_of_time", message) from late
    return {"invoice": str(invoice.pk), "number": invoice.number}
