"""FastAPI with orjson and sqlite3, on the event loop: without threads it is at its fastest."""

import os
from typing import Annotated

from fastapi import FastAPI, Query, Response

from bench.contenders.rows import body, connect

application = FastAPI()
_CONNECTION = connect(os.environ["BENCH_DATABASE"])


@application.get("/api/targets")
async def targets(district: str, page: Annotated[int, Query(ge=1)] = 1) -> Response:
    """The targets of a district."""
    return Response(body(_CONNECTION, district, page), media_type="application/json")
