"""Words in a model's name that tell no model from another: its colour, its radio, what shops and tools add."""

_COLOURS = """
    noir black blanc white gris grey gray anthracite sideral space silver argent gold rose midnight minuit starlight
    graphite pink bleu blue rouge red vert green violet purple jaune yellow orange coral corail alpin sierra lavande
    lavender mauve pacifique titane titanium naturel natural phantom awesome obsidian menthe creme lime charbon charcoal
    platine platinum volcanique outremer nuit sarcelle teal stormy hazel cosmique
"""
_RADIO = "wifi wi fi cellular cellulaire lte gps"
_KIND = "notebook nb pc portable ordinateur computer mobile workstation smartphone business professional"
_ADDED = """
    vpro fhd nvme ssd stereo ms utm azerty qwerty french inc corporation cto xcto btx bundle
    reconditionne refurbished occasion neuf
"""
WORDS = frozenset(" ".join((_COLOURS, _RADIO, _KIND, _ADDED)).split())

PHRASES = (
    *(
        "enterprise edition",
        "entreprise edition",
        "for business",
        "base model",
        "dual sim",
        "esim",
        "co ltd",
        "full hd",
    ),
    *("product red", "touch bar", "lumiere stellaire", "or rose", "grade a", "grade b", "grade c"),
)
