"""One page of a list: its rows, and the links to the pages beside it."""

from typing import Any, Final

from django.http import HttpRequest

from plans.models import Dataset
from policyapi.asking import Asked
from policyapi.index.finding import Found, Place
from policyapi.index.ordering import Order
from policyapi.linking import no_such_place, page_link, refuse_pages_behind
from policyapi.paging import decode_cursor, encode_cursor

BEGIN: Final = b'{"id":"'


class Page:
    """The rows asked for, by number or from a place on; a step either way costs the same anywhere.

    Raises Problem 404 for a page or a place that is not there.
    """

    def __init__(self, found: Found, asked: Asked) -> None:
        self.asked = asked
        self.lines, self.more = self._before(found) if asked.before else self._after(found)

    def links(self, request: HttpRequest, dataset: Dataset) -> dict[str, Any]:
        """`next` and `previous`, each None where there is no such page."""
        page = self.asked.page
        next_, previous = None, None
        if self.more and self.lines:
            after = encode_cursor(_id_of(self.lines[self.lines.rfind(b"\n") + 1 :]))
            next_ = page_link(request, self.asked, dataset, page=page + 1, after=after)
        if page > 2 and self.lines:
            before = encode_cursor(_id_of(self.lines.partition(b"\n")[0]))
            previous = page_link(request, self.asked, dataset, page=page - 1, before=before)
        elif page > 1:
            previous = page_link(request, self.asked, dataset, page=page - 1)
        return {"next": next_, "previous": previous}

    def _after(self, found: Found) -> tuple[bytes, bool]:
        asked = self.asked
        order = Order(found.model, tuple(asked.sort))
        place, start = None, 0
        if asked.after:
            place = self._place(found, order, "after", asked.after)
        else:
            refuse_pages_behind(asked, found.count)
            start = (asked.page - 1) * asked.page_size
        lines, count = found.page(order, asked.page_size + 1, start=start, place=place)
        more = count > asked.page_size
        return (lines[: lines.rindex(b"\n")] if more else lines), more

    def _before(self, found: Found) -> tuple[bytes, bool]:
        asked = self.asked
        order = Order(found.model, tuple(asked.sort), backwards=True)
        if asked.after:
            raise no_such_place("before", asked.before, "before one row and after another")
        place = self._place(found, order, "before", asked.before)
        if place is None:
            return b"", True
        lines, _ = found.page(order, asked.page_size, place=place)
        return b"\n".join(reversed(lines.split(b"\n"))), True

    @staticmethod
    def _place(found: Found, order: Order, name: str, cursor: str) -> Place | None:
        try:
            key = decode_cursor(cursor)
        except ValueError as error:
            raise no_such_place(name, cursor, str(error)) from error
        if key is None:
            return None
        place = found.place_of(order, key)
        if place is None:
            raise no_such_place(name, cursor, "at a row that is not there")
        return place


def _id_of(line: bytes) -> str:
    """Every body begins with its row's id, a slug: to parse all of it costs as much as the link."""
    return line[len(BEGIN) : line.index(b'"', len(BEGIN))].decode()
