"""The Factur-X container: a PDF/A-3b with `factur-x.xml` inside (Factur-X 1.09, section 6)."""

from datetime import datetime

from b2b_portal.lib.pdf import AttachedFile, render_pdf
from invoices.einvoice.document import InvoiceDocument

XML_NAME = "factur-x.xml"  # exactly this: readers look for it by name

_NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_PROPERTIES = {
    "DocumentFileName": (XML_NAME, "name of the embedded XML invoice file"),
    "DocumentType": ("INVOICE", "INVOICE"),
    "Version": ("1.0", "The actual version of the Factur-X XML schema"),
    "ConformanceLevel": ("EN 16931", "The conformance level of the embedded Factur-X data"),  # with the space
}


def render_facturx(
    *, document: InvoiceDocument, html: str, xml: bytes, title: str, stylesheets: tuple[str, ...], at: datetime
) -> bytes:
    """Return the PDF/A-3b: `html` for people, `xml` for machines; the same input gives the same bytes."""
    return render_pdf(
        html=html,
        title=title,
        language=document.language,
        author=document.seller.name,
        at=at,
        stylesheets=stylesheets,
        attachments=[AttachedFile(name=XML_NAME, content=xml, description="Factur-X invoice (EN 16931)")],
        variant="pdf/a-3b",
        xmp=_extension_schema() + _description(),
    )


def _description() -> bytes:
    values = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, (value, _meaning) in _PROPERTIES.items())
    return f'<rdf:Description xmlns:fx="{_NAMESPACE}" rdf:about="">{values}</rdf:Description>'.encode()


def _extension_schema() -> bytes:
    """Declare the four properties: PDF/A allows no others than those it knows or the file explains."""
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{meaning}</pdfaProperty:description>"
        "</rdf:li>"
        for name, (_value, meaning) in _PROPERTIES.items()
    )
    return (
        '<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">'
        '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_NAMESPACE}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    ).encode()
