"""The pieces an editor builds a page from."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from catalogue.condition import Grade
from cms.addresses import page_address
from cms.contact.forms import ContactForm
from cms.shops import search_shops

TEXT_FEATURES = ["h3", "bold", "italic", "subscript", "ol", "ul", "link"]

ICONS = [
    ("upload", _("Upload")),
    ("currency-euro", _("Price")),
    ("truck", _("Collection")),
    ("shield-lock", _("Erasure")),
    ("devices", _("Devices")),
    ("file-invoice", _("Invoice")),
    ("leaf", _("Impact")),
    ("school", _("School")),
    ("building", _("Company")),
    ("certificate", _("Certificate")),
    ("scale", _("Grade")),
    ("tool", _("Repair")),
    ("recycle", _("Recycling")),
    ("report-analytics", _("Report")),
    ("lock", _("Lock")),
    ("battery", _("Battery")),
    ("clipboard-check", _("Check")),
    ("qrcode", _("Verification code")),
]

DESTINATIONS = [
    ("sign_up_request", _("Ask for an account")),
    ("sign_in", _("Sign in")),
    ("verify", _("Check a document")),
]


class LinkValue(blocks.StructValue):
    """A link to a page of the site or to one of its forms; the page wins where both are given."""

    @property
    def url(self) -> str:
        """The address, or nothing when neither is chosen."""
        page = self.get("page")
        if page:
            return page_address(page.url_path) if page.live else ""
        return reverse(self["destination"]) if self.get("destination") else ""


class LinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=60, required=False, label=_("Words of the link"))
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    destination = blocks.ChoiceBlock(choices=DESTINATIONS, required=False, label=_("or form"))

    class Meta:
        value_class = LinkValue


class CardBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(choices=ICONS, required=False, label=_("Icon"))
    mark = blocks.CharBlock(max_length=2, required=False, label=_("or letter"))
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=["bold", "italic", "ul", "link"], label=_("Text"))


class CardsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, required=False, label=_("Heading"))
    lead = blocks.TextBlock(required=False, label=_("Lead"))
    cards = blocks.ListBlock(CardBlock(), min_num=2, max_num=8, label=_("Cards"))

    class Meta:
        template = "cms/blocks/cards.html"
        icon = "grip"
        label = _("Cards")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(label=_("Text"))


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, required=False, label=_("Heading"))
    lead = blocks.TextBlock(required=False, label=_("Lead"))
    steps = blocks.ListBlock(StepBlock(), min_num=2, max_num=8, label=_("Steps"))

    class Meta:
        template = "cms/blocks/steps.html"
        icon = "list-ol"
        label = _("Steps")


class FactBlock(blocks.StructBlock):
    term = blocks.CharBlock(max_length=120, label=_("Term"))
    text = blocks.RichTextBlock(features=["bold", "italic", "link"], label=_("Text"))


class FactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, required=False, label=_("Heading"))
    facts = blocks.ListBlock(FactBlock(), min_num=1, label=_("Facts"))

    class Meta:
        template = "cms/blocks/facts.html"
        icon = "list-ul"
        label = _("Facts")


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Heading"))
    text = blocks.TextBlock(required=False, label=_("Text"))
    first = LinkBlock(label=_("First button"))
    second = LinkBlock(label=_("Second button"))

    class Meta:
        template = "cms/blocks/call_to_action.html"
        icon = "link"
        label = _("Call to action")


class PriceStepBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=80, label=_("Step"))
    rule = blocks.CharBlock(max_length=120, required=False, label=_("Rule"))
    amount = blocks.DecimalBlock(max_digits=9, decimal_places=2, label=_("Amount in euros"))


class PriceExampleValue(blocks.StructValue):
    @property
    def total(self) -> Any:
        """The sum of the steps, in euros: an editor cannot write a total that does not add up."""
        return sum(step["amount"] for step in self["steps"])


class PriceExampleBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Device"))
    note = blocks.CharBlock(max_length=200, label=_("What this is an example of"))
    steps = blocks.ListBlock(PriceStepBlock(), min_num=2, label=_("Steps of the price"))

    class Meta:
        template = "cms/blocks/price_example.html"
        icon = "calculator"
        label = _("Price example")
        value_class = PriceExampleValue


class GradeBlock(blocks.StructBlock):
    grade = blocks.ChoiceBlock(choices=[(grade.value, grade.value) for grade in Grade], label=_("Grade"))
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=["bold", "italic", "ul", "link"], label=_("Text"))


class GradesBlock(blocks.StructBlock):
    """A laptop and a phone are drawn for each grade: the drawings belong to the letter, the words to the editor."""

    title = blocks.CharBlock(max_length=160, required=False, label=_("Heading"))
    lead = blocks.TextBlock(required=False, label=_("Lead"))
    grades = blocks.ListBlock(GradeBlock(), min_num=1, max_num=4, label=_("Grades"))

    class Meta:
        template = "cms/blocks/grades.html"
        icon = "image"
        label = _("Grades with drawings")


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = blocks.RichTextBlock(features=["bold", "italic", "ol", "ul", "link"], label=_("Answer"))


class QuestionsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, required=False, label=_("Heading"))
    questions = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        template = "cms/blocks/questions.html"
        icon = "help"
        label = _("Questions and answers")


class TableBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Heading"))
    columns = blocks.ListBlock(blocks.CharBlock(max_length=80), min_num=2, max_num=5, label=_("Heads of the columns"))
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.CharBlock(max_length=300, required=False)), min_num=1, label=_("Rows")
    )

    class Meta:
        template = "cms/blocks/table.html"
        icon = "table"
        label = _("Table")


class ChildPagesBlock(blocks.StructBlock):
    """The pages under this one, by themselves: a new one appears without anybody writing a link."""

    title = blocks.CharBlock(max_length=160, required=False, label=_("Heading"))

    class Meta:
        template = "cms/blocks/child_pages.html"
        icon = "folder-open-inverse"
        label = _("Pages under this one")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With `children`: those that are published, in the editors' order; no page, no children."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        page = context.get("page")
        children = page.get_children().live().values("title", "url_path", "search_description") if page else []
        context["children"] = [{**child, "url": page_address(child["url_path"])} for child in children]
        return context


class ShopSearchBlock(blocks.StructBlock):
    """The search is part of the page, so that its address is the page's own and works without scripts."""

    title = blocks.CharBlock(max_length=160, label=_("Heading"))
    lead = blocks.TextBlock(required=False, label=_("Lead"))

    class Meta:
        template = "cms/blocks/shop_search.html"
        icon = "search"
        label = _("Search for partner shops")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With `search`: what was asked in the page's address, and the answer."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        request = context.get("request")
        context["search"] = search_shops(request.GET if request else {})
        return context


class ContactFormBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Heading"))

    class Meta:
        template = "cms/blocks/contact_form.html"
        icon = "mail"
        label = _("Form for a message")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With `form`, an empty one: a refused one is shown by cms/contact/views.py."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "form": ContactForm()}


class PageBody(blocks.StreamBlock):
    """What may follow the title of any page."""

    heading = blocks.CharBlock(max_length=160, template="cms/blocks/heading.html", icon="title", label=_("Heading"))
    text = blocks.RichTextBlock(
        features=TEXT_FEATURES, template="cms/blocks/text.html", icon="pilcrow", label=_("Text")
    )
    cards = CardsBlock()
    steps = StepsBlock()
    facts = FactsBlock()
    call_to_action = CallToActionBlock()
    grades = GradesBlock()
    questions = QuestionsBlock()
    table = TableBlock()
    child_pages = ChildPagesBlock()
    shop_search = ShopSearchBlock()
    contact_form = ContactFormBlock()
