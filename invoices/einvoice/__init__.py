"""The invoice as a value, its EN 16931 XML, and the PDF that carries it; no Django and no database here."""
