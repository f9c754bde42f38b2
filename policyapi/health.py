"""For operators: does the process live, and can it answer."""

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse

from plans.loading.present import NotFinished, current_dataset
from policyapi.errors import Problem, unavailable
from policyapi.snapshot import retried, snapshot


def livez(_request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of the database."""
    return JsonResponse({"status": "live"}, headers={"Cache-Control": "no-store"})


def readyz(request: HttpRequest) -> HttpResponse:
    """200 with the data version when data can be served, else 503 with the reason."""
    try:
        version = _version()
    except NotFinished as error:
        version = str(error)
    except Problem as problem:
        return problem.response(request)
    except (DatabaseError, InterfaceError):
        return unavailable().response(request)
    body = {"status": "ready", "data_version": version}
    return JsonResponse(body, headers={"Cache-Control": "no-store"})


@retried
def _version() -> str:
    with snapshot():
        return current_dataset().data_version
