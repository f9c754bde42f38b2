"""The typed client for Python, pandas and R, as docs/clients.md says."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import orjson
import pytest

from policyapi.documentation import LISTS
from tests.clients.documented import blocks, run, run_python

pytestmark = pytest.mark.served

QUESTIONS: dict[str, dict[str, Any]] = {
    "search": {"q": "教育"},
    "compare": {"indicator": "gdp", "year": 2019},
    "summary": {"of": "targets", "by": ["district"]},
    "timeline": {"district": "市中"},
    "coverage": {},
    "dataset": {},
    "changes": {},
}


@pytest.fixture(scope="module")
def generated(served: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the client, made as the page says, and what the generator said."""
    folder = tmp_path_factory.mktemp("python")
    [commands] = blocks("Python, typed", "sh", served)
    installed = [line for line in commands.splitlines() if not line.startswith("pip ")]
    said = run(folder, "bash", "-euc", "\n".join(["exec 2>&1", *installed]))
    return folder, said


@pytest.fixture(scope="module")
def called(generated: tuple[Path, str], served: str) -> Callable[[str], Any]:
    """Python in the client's folder, which prints JSON."""
    folder, _ = generated
    begin = f"import json\nfrom policyapi_client import Client\nclient = Client('{served}')\n"
    return lambda code: orjson.loads(run_python(folder, begin + code))


def test_the_generator_leaves_no_operation_out(generated: tuple[Path, str]) -> None:
    _, said = generated
    assert "parsing" not in said, said


def test_the_example_of_the_typed_client_runs(generated: tuple[Path, str], served: str) -> None:
    folder, _ = generated
    [example] = blocks("Python, typed", "python", served)
    printed = run_python(folder, example)
    assert "2019年市中区要实现一般公共预算收入过百亿" in printed
    assert "> 100亿元 met" in printed
    assert "['市中']" in printed


def test_every_list_and_every_question_is_parsed_into_its_type(
    called: Callable[[str], Any],
) -> None:
    calls: dict[str, dict[str, Any]] = {f"{name}.list_{name}": {} for name in LISTS}
    calls |= {f"{name}.{name}": query for name, query in QUESTIONS.items()}
    code = "from importlib import import_module\nfound = {}\n"
    for path, query in calls.items():
        code += (
            f"answer = import_module('policyapi_client.api.{path}')"
            f".sync_detailed(client=client, **{query!r})\n"
            f"found['{path}'] = [int(answer.status_code), type(answer.parsed).__name__]\n"
        )
    found = called(code + "print(json.dumps(found))")
    assert found.keys() == calls.keys()
    wrong = {path: said for path, said in found.items() if said[0] != 200}
    assert not wrong
    names = {path: said[1] for path, said in found.items()}
    assert names["targets.list_targets"] == "TargetList"
    assert names["compare.compare"] == "Compare"
    assert "Problem" not in names.values()


def test_a_typed_row_says_what_the_api_says(called: Callable[[str], Any], served: str) -> None:
    key = "shizhong-2019-budget-revenue"
    typed = called(
        "from policyapi_client.api.targets import get_target\n"
        f"print(json.dumps(get_target.sync('{key}', client=client).to_dict()))"
    )
    with urlopen(f"{served}/api/targets/{key}", timeout=30) as answer:  # noqa: S310
        assert typed == orjson.loads(answer.read())


def test_the_example_of_pandas_runs(served: str, tmp_path: Path) -> None:
    [example] = blocks("pandas", "python", served)
    check = (
        "import json\nfrom urllib.request import urlopen\n"
        "listed = json.load(urlopen(ask('targets', district=['市中', '莱芜'], page_size=1000)))\n"
        "assert list(targets.id) == [row['id'] for row in listed['results']]\n"
        "assert set(targets.district_name) == {'市中区', '莱芜区'}\n"
        "assert targets.plan_code[targets.plan_id == 'shizhong-2019'].eq('1+456').all()\n"
        "assert len(money) == 5 and money.base_value.min() > 1e9\n"
        "assert firmness.loc['莱芜区', 'strive'] == 9\n"
    )
    assert "亿" in run_python(tmp_path, example + check)


def test_the_example_of_r_runs(served: str, tmp_path: Path) -> None:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not on this machine (Debian: r-base-core, r-cran-jsonlite)")
    [example] = blocks("R", "r", served)
    (tmp_path / "example.R").write_text(
        example + "stopifnot(nrow(targets) == 66, targets$id[1] == answer$results$id[1])\n"
        'stopifnot(targets$district_name[1] == "市中区")\n'
    )
    assert "quantified" in run(tmp_path, program, "example.R")
