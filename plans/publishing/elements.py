"""XML elements of StratML Part 2."""

import re
from typing import Final
from xml.etree import ElementTree as ET

NAMESPACE: Final = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"

NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""

ET.register_namespace("", NAMESPACE)


def named(name: str) -> str:
    """The name in the standard's namespace, as ElementTree writes names."""
    return f"{{{NAMESPACE}}}{name}"


def add(parent: ET.Element, name: str, text: str | None = "") -> ET.Element:
    """A new last child with a text; where the text is None, the child is left out of its parent."""
    child = ET.Element(named(name))
    if text is not None:
        child.text = NOT_XML.sub("\ufffd", text) or None
        parent.append(child)
    return child
