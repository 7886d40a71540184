"""Words in a model's name that tell no model from another: its colour, its radio, what shops add."""

WORDS = frozenset({
    "wifi", "wi", "fi", "cellular", "lte", "notebook", "pc", "portable", "ordinateur", "computer", "business",
    "mobile", "workstation", "smartphone", "noir", "black", "blanc", "white", "gris", "grey", "gray", "anthracite",
    "sideral", "space", "silver", "argent", "gold", "rose", "midnight", "minuit", "starlight", "graphite", "pink",
    "bleu", "blue", "rouge", "red", "vert", "green", "violet", "purple", "jaune", "yellow", "orange", "coral",
    "corail", "alpin", "sierra", "lavande", "lavender", "mauve", "pacifique", "titane", "titanium", "phantom",
    "awesome", "obsidian", "menthe", "creme", "lime", "vpro", "fhd", "azerty", "qwerty", "inc", "corporation",
    "reconditionne", "refurbished", "occasion", "neuf",
})  # fmt: skip

PHRASES = (
    "enterprise edition", "product red", "dual sim", "esim", "lumiere stellaire", "or rose", "co ltd",
    "full hd", "education nationale",
)  # fmt: skip
