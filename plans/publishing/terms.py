"""Under what terms the data may be used, and what the data set is called."""

from typing import Final

TITLE: Final = "济南各区县的承诺、成果与提法"
TITLE_EN: Final = "What Jinan's districts have promised, done and proclaimed in print"
DESCRIPTION: Final = (
    "Facts taken from press documents on Jinan's districts: plans, targets, achievements, projects "
    "and slogans, each with the words that it was printed in and their place in the document; the "
    "outcomes that link a target with its reported result; and the passages that disagree."
)
LICENSE: Final = {
    "id": "CC-BY-4.0",
    "name": "Creative Commons Attribution 4.0 International",
    "url": "https://creativecommons.org/licenses/by/4.0/",
    "terms": "The licence is for the facts as compiled here. Quotes are short quotations from "
    "press documents, whose text belongs to their publishers and is not part of the data set.",
}
