"""What is measured inside a page, by functions that the browser runs there."""

from pathlib import Path
from typing import Final

import axe_playwright_python
from playwright.sync_api import Page

AXE: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()

WIDE: Final = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const beyond = [...document.body.querySelectorAll("*")]
    .filter((part) => part.getBoundingClientRect().right > root.clientWidth + 0.5);
  return [`${root.scrollWidth} px`, ...beyond.slice(0, 5).map(
    (part) => part.outerHTML.slice(0, 120))];
}"""
"""How wide a page is that is wider than its window, and what makes it so."""

SMALL: Final = """() => {
  const how = { visibilityProperty: true, contentVisibilityAuto: true };
  const shown = (part) => part.checkVisibility(how)
    && getComputedStyle(part).clipPath === "none" && part.getBoundingClientRect().right > 0;
  const sentence = (part) => {
    if (getComputedStyle(part).display !== "inline") return false;
    let block = part.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const links = [...block.querySelectorAll("a")].map((link) => link.textContent).join("");
    return block.textContent.replace(/\\s/g, "").length > links.replace(/\\s/g, "").length + 3;
  };
  const all = document.querySelectorAll("a[href], button, input, select, summary, [role=option]");
  return [...all].filter((part) => shown(part) && !sentence(part)).map((part) => {
    const box = part.getBoundingClientRect();
    return [box.width, box.height, part.outerHTML.slice(0, 140)];
  }).filter(([width, height]) => width < 23.9 || height < 23.9)
    .map(([width, height, html]) => `${width.toFixed(1)}×${height.toFixed(1)} ${html}`);
}"""
"""Targets of less than 24 px either way; links inside a sentence may be as high as its lines."""

AUDIT: Final = """async () => {
  const rules = { "target-size": { enabled: true } };
  const found = await axe.run(document, { resultTypes: ["violations"], rules });
  const told = ({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ""}`;
  return found.violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map(
    (node) => `${id} (${help}; ${nodes.length}): ${told(node)}`));
}"""
"""What axe finds, all its rules applied."""

POINTS: Final = """() => {
  const kind = (part) => `${part.localName}.${part.getAttribute("class")}`;
  const kinds = new Map();
  for (const part of document.querySelectorAll("body *")) {
    const { x, y, width, height } = part.getBoundingClientRect();
    const at = [x + width / 2, y + height / 2];
    if (width && height && at[0] > 0) kinds.set(`${kind(part.parentNode)} ${kind(part)}`, at);
    for (const type of ["pointerover", "mouseover", "mousemove", "mouseenter", "focusin"])
      part.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: at[0], clientY: at[1] }));
  }
  return [...kinds.values()];
}"""
"""The middle of one of each kind of part; every part is told of a pointer that moves over it."""


def audit(page: Page) -> list[str]:
    """What axe finds. Its script comes through the debugger: the page's policy stays as it is."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(f"() => {{ {AXE} }}")
    found: list[str] = page.evaluate(AUDIT)
    return found


def hover_everything(page: Page) -> int:
    """Move the pointer over what the window shows of each kind; how many places that were."""
    points = page.evaluate(POINTS)
    for x, y in points:
        page.mouse.move(x, y)
    return len(points)
