"""`/api/downloads/<name>`: whole files with their hash as ETag, problems with the nearest name."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from plans.models import Download

pytestmark = pytest.mark.django_db


def listed(client: Client) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = client.get("/api/dataset").json()["downloads"]
    assert len(rows) == 2
    return rows


def body_of(response: Any) -> bytes:
    content = b"".join(response.streaming_content)
    response.close()
    return content


def test_every_listed_file_is_served_as_it_is_listed(client: Client) -> None:
    for row in listed(client):
        response = client.get(row["url"])
        assert response.status_code == 200
        assert response["Content-Type"] == row["media_type"]
        assert response["Content-Length"] == str(row["bytes"])
        assert response["Content-Disposition"] == f'attachment; filename="{row["name"]}"'
        assert response["ETag"] == f'"{row["sha256"]}"'
        assert response["Last-Modified"]
        content = body_of(response)
        assert len(content) == row["bytes"]
        assert hashlib.sha256(content).hexdigest() == row["sha256"]


def test_head_is_the_same_without_a_body(client: Client) -> None:
    for row in listed(client):
        got, head = client.get(row["url"]), client.head(row["url"])
        got.close()
        assert head.status_code == 200
        assert dict(head.headers) == dict(got.headers)
        assert head.content == b""


def test_a_client_that_has_the_file_is_told_so(client: Client) -> None:
    for row in listed(client):
        response = client.get(row["url"], headers={"If-None-Match": f'"{row["sha256"]}"'})
        assert response.status_code == 304
        assert response.content == b""
        other = client.get(row["url"], headers={"If-None-Match": '"another"'})
        assert len(body_of(other)) == row["bytes"]


def test_a_name_without_a_version_is_the_present_file(client: Client) -> None:
    for row in listed(client):
        response = client.get(f"/api/downloads/policyapi{Path(row['name']).suffix}")
        assert response["ETag"] == f'"{row["sha256"]}"'
        assert row["name"] in response["Content-Disposition"]
        response.close()


def test_a_slash_at_the_end_changes_nothing(client: Client) -> None:
    row = listed(client)[0]
    assert len(body_of(client.get(f"{row['url']}/"))) == row["bytes"]


@pytest.mark.parametrize("name", ["policyapi-0000.zip", "data.zip", "policyapi..zip"])
def test_another_name_is_answered_with_the_nearest(client: Client, name: str) -> None:
    response = client.get(f"/api/downloads/{name}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    present = Download.objects.get(media_type="application/zip").name
    assert response.json()["nearest"] == [present]
    assert present in response.json()["detail"]


@pytest.mark.parametrize(
    "name", ["%2e%2e%2fdb.sqlite3", "..%5Cdb.sqlite3", "%00", "a%00.zip", "x" * 900]
)
def test_no_other_file_of_the_machine_is_served(client: Client, name: str) -> None:
    response = client.get(f"/api/downloads/{name}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_a_parameter_is_refused(client: Client) -> None:
    response = client.get("/api/downloads/policyapi.zip", {"format": "json"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "format"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_for_reading(client: Client, method: str) -> None:
    response = getattr(client, method)("/api/downloads/policyapi.zip")
    assert response.status_code == 405


def test_a_file_that_the_disk_has_lost_is_built_again(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.POLICYAPI_DOWNLOADS = tmp_path / "a new disk"
    for row in listed(client):
        content = body_of(client.get(row["url"]))
        assert hashlib.sha256(content).hexdigest() == row["sha256"]


def test_a_file_that_cannot_be_built_again_is_503_with_the_reason(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.POLICYAPI_DOWNLOADS = tmp_path / "file"
    response = client.get("/api/downloads/policyapi.zip")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "POLICYAPI_DOWNLOADS" in response.json()["detail"]
