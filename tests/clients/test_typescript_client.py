"""The typed client for TypeScript, as docs/clients.md says: made, compiled, and run."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.clients.documented import LONGEST, blocks, run

pytestmark = pytest.mark.served

COMPILE = ["npx", "tsc", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "esnext"]
COMPILE += ["--moduleResolution", "bundler", "--outDir", "out"]


@pytest.fixture(scope="module")
def generated(served: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the types, made as the page says."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("node and npm are not on this machine")
    folder = tmp_path_factory.mktemp("typescript")
    (folder / "package.json").write_text('{"type": "module", "private": true}')
    [commands] = blocks("TypeScript, typed", "sh", served)
    install, generate = commands.strip().splitlines()
    options = ["--no-audit", "--no-fund", "--fetch-retries=1"]
    done = subprocess.run(
        [*install.split(), *options],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"npm could not install the generator: {done.stderr.strip()[-300:]}")
    run(folder, *generate.split())
    return folder


def test_the_example_compiles_strictly_and_runs(generated: Path, served: str) -> None:
    [example] = blocks("TypeScript, typed", "ts", served)
    (generated / "example.ts").write_text(example)
    run(generated, *COMPILE, "example.ts")
    printed = run(generated, "node", "out/example.js")
    assert "市中区 > 100亿元 2019年市中区要实现一般公共预算收入过百亿" in printed
    assert "莱芜区 1" in printed


def test_what_the_api_would_refuse_does_not_compile(generated: Path, served: str) -> None:
    (generated / "wrong.ts").write_text(
        f"""
import createClient from "openapi-fetch";
import type {{ paths }} from "./policyapi";

const client = createClient<paths, "application/json" | "application/problem+json">({{
  baseUrl: "{served}",
}});
// @ts-expect-error a misspelt parameter
await client.GET("/api/targets", {{ params: {{ query: {{ distrct: ["市中"] }} }} }});
// @ts-expect-error a value that is no choice
await client.GET("/api/targets", {{ params: {{ query: {{ domain: "economi" }} }} }});
// @ts-expect-error a parameter that is needed
await client.GET("/api/compare", {{ params: {{ query: {{ year: 2019 }} }} }});
const refused = await client.GET("/api/targets", {{
  params: {{ query: {{ domain: "economi" as "economy" }} }},
}});
console.log(refused.response.status, refused.error?.errors?.[0]?.nearest);
"""
    )
    run(generated, *COMPILE, "wrong.ts")
    assert "400 [ 'economy' ]" in run(generated, "node", "out/wrong.js")
