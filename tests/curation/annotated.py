"""An invented district's two documents and a right annotation of them, for tests to break.

plan-2030    the plan of 云港区 for 2030: a plan with one group of two, four targets, a project,
             two slogans
review-2030  what was reached: two achievements, the same project opened
shared       two districts, four indicators, one outcome, one discrepancy, one word
"""

from typing import Any

PLAN = """云港区部署新一年工作
云港区把2030年定为“开局奋进年”，以“1 +2”体系为纲，抓好两大引擎：港口引擎、创新引擎，争创一流。
力争生产总值增长6.5%左右，年底前完成拆迁80万平方米，新开工30个过亿元项目，建成健身步道。
加快云港会展中心建设，总投资12亿元。会议提出“干就干好”，会议要求再干一年。
"""
REVIEW = """云港区2030年成绩单
2031年1月10日，2030年生产总值增长6.8%，完成拆迁约76万平方米。
云港会展中心启用，占地300亩。云港会展中心启用仪式上，大家都说“干就干好”。
"""

Entry = dict[str, Any]


def shared_files() -> dict[str, Any]:
    """Districts, indicators, words, and what joins the two documents."""
    return {
        "districts.yaml": {
            "districts": [
                district("haidong", "海东市", "海东", "Haidong", kind="city", code="990100"),
                district("yungang", "云港区", "云港", "Yungang", code="990102", parent="haidong")
                | {"former_codes": [{"code": "990182", "name": "云港县", "until": "2016"}]},
            ]
        },
        "indicators.yaml": {
            "defaults": {"direction": "up", "domain": "economy"},
            "indicators": [
                indicator("gdp", "地区生产总值", "CNY") | {"synonyms": ["生产总值"]},
                indicator("demolition", "拆迁面积", "m2"),
                indicator("projects-started", "新开工项目", "count"),
            ],
        },
        "not_numbers.yaml": {"not_numbers": [{"word": "一流", "reason": "praise"}]},
        "outcomes.yaml": {
            "outcomes": [
                {
                    "id": "yungang-2030-growth-reviewed",
                    "target": "yungang-2030-growth",
                    "achievement": "yungang-2030-growth-reached",
                    "verdict": "met",
                    "directness": "direct",
                    "reasoning": "The same indicator, and 6.8 is more than 6.5.",
                }
            ]
        },
        "discrepancies.yaml": {
            "discrepancies": [
                {
                    "id": "yungang-2030-demolition-area",
                    "kind": "precision",
                    "subject": "拆迁面积",
                    "reading": "The plan and the review are not of one exactness.",
                    "districts": ["yungang"],
                    "sides": [
                        side("80万平方米", "yungang-2030-demolition", "plan-2030"),
                        side("约76万平方米", "yungang-2030-demolition-reached", "review-2030"),
                    ],
                }
            ]
        },
    }


def district(id: str, name: str, short_name: str, name_en: str, **more: str) -> Entry:
    """A district, with the fields that it must have."""
    named = {"id": id, "name": name, "short_name": short_name, "name_en": name_en}
    return named | {"kind": "district"} | more


def indicator(id: str, name: str, base_unit: str) -> Entry:
    """An indicator, with the fields that have no default."""
    return {"id": id, "name": name, "name_en": id.title(), "base_unit": base_unit}


def side(claim: str, fact: str, document: str) -> Entry:
    """A side of a discrepancy."""
    return {"claim": claim, "facts": [fact], "quotes": [{"document": document, "text": claim}]}


def plan_files() -> dict[str, Any]:
    """The annotation of the plan for 2030."""
    defaults = {"district": "yungang", "plan": "yungang-2030"}
    stated = {"start": "2030", "end": "2030", "basis": "stated"}
    return {
        "plan-2030/document.yaml": {
            "document": {
                "filename": "plan.txt",
                "title": "云港区部署新一年工作",
                "authors": ["江一帆"],
                "districts": ["yungang"],
                "published_on": {"date": "2030-01-10", "basis": "inferred", "reason": "The plan."},
            }
        },
        "plan-2030/plans.yaml": {
            "plans": [
                {
                    "id": "yungang-2030",
                    "district": "yungang",
                    "kind": "annual",
                    "title": "云港区2030年工作部署",
                    "theme": "开局奋进年",
                    "code": "1+2",
                    "domain": "general",
                    "period": stated,
                    "quotes": ["把2030年定为“开局奋进年”", "以“1 +2”体系为纲"],
                    "elements": [
                        {
                            "id": "yungang-2030-engines",
                            "label": "两大引擎",
                            "digit": "2",
                            "count": "2",
                            "mapping": "inferred",
                            "reason": "The only group of two.",
                            "quote": "两大引擎",
                            "members": [
                                {
                                    "id": "yungang-2030-port",
                                    "name": "港口引擎",
                                    "quote": "港口引擎",
                                },
                                {"id": "yungang-2030-new", "name": "创新引擎", "quote": "创新引擎"},
                            ],
                        }
                    ],
                }
            ]
        },
        "plan-2030/targets.yaml": {"defaults": defaults, "targets": targets()},
        "plan-2030/projects.yaml": {
            "defaults": defaults,
            "projects": [
                {
                    "id": "yungang-expo",
                    "name": "云港会展中心",
                    "kind": "building",
                    "domain": "culture",
                    "investment": {"number": "12亿元"},
                    "mentions": [
                        {
                            "quote": "加快云港会展中心建设，总投资12亿元",
                            "year": "2030",
                            "stage": "promoted",
                            "stage_text": "加快",
                            "speaker": "江一帆",
                        }
                    ],
                }
            ],
        },
        "plan-2030/slogans.yaml": {
            "defaults": defaults | {"domain": "general"},
            "slogans": [
                {
                    "id": "yungang-slogan-start",
                    "text": "开局奋进年",
                    "kind": "theme",
                    "quote": "“开局奋进年”",
                },
                {
                    "id": "yungang-slogan-do",
                    "text": "干就干好",
                    "kind": "motto",
                    "quote": "“干就干好”",
                },
            ],
        },
        "plan-2030/ignored.yaml": {
            "ignored": [
                {"quote": "新一年", "reason": "the coming year"},
                {"quote": "再干一年", "reason": "rhetoric, counts nothing"},
            ]
        },
    }


def targets() -> list[Entry]:
    """Growth, an area with a deadline, a count with a threshold, and one without a number."""
    return [
        {
            "id": "yungang-2030-growth",
            "quote": "力争生产总值增长6.5%左右",
            "statement": "生产总值增长6.5%左右",
            "domain": "economy",
            "checkability": "quantified",
            "indicator": "gdp",
            "number": "6.5%左右",
            "measure": "growth",
            "wording": ["力争"],
            "modality": "strive",
            "element": "yungang-2030-port",
        },
        {
            "id": "yungang-2030-demolition",
            "quote": "完成拆迁80万平方米",
            "statement": "完成拆迁80万平方米",
            "domain": "urban",
            "checkability": "quantified",
            "indicator": "demolition",
            "number": "80万平方米",
            "measure": "level",
            "modality": "require",
            "deadline": {"date": "2030-12-31", "text": "年底前", "basis": "stated"},
        },
        {
            "id": "yungang-2030-projects",
            "quote": "新开工30个过亿元项目",
            "statement": "新开工30个过亿元项目",
            "domain": "investment",
            "checkability": "quantified",
            "indicator": "projects-started",
            "number": "30个",
            "measure": "count",
            "threshold": {"number": "过亿元"},
        },
        {
            "id": "yungang-2030-trail",
            "quote": "建成健身步道",
            "statement": "建成健身步道",
            "domain": "culture",
            "checkability": "qualitative",
        },
    ]


def review_files() -> dict[str, Any]:
    """The annotation of the review."""
    defaults = {"district": "yungang", "plan": "yungang-2030", "kind": "result"}
    return {
        "review-2030/document.yaml": {
            "document": {
                "filename": "review.txt",
                "title": "云港区2030年成绩单",
                "districts": ["yungang"],
                "published_on": {"date": "2031-01-10", "basis": "stated", "quote": "2031年1月10日"},
            }
        },
        "review-2030/achievements.yaml": {
            "defaults": defaults | {"certainty": "final"},
            "achievements": [
                {
                    "id": "yungang-2030-growth-reached",
                    "quote": "2030年生产总值增长6.8%",
                    "statement": "生产总值增长6.8%",
                    "domain": "economy",
                    "indicator": "gdp",
                    "number": "6.8%",
                    "measure": "growth",
                },
                {
                    "id": "yungang-2030-demolition-reached",
                    "quote": "完成拆迁约76万平方米",
                    "statement": "完成拆迁约76万平方米",
                    "domain": "urban",
                    "indicator": "demolition",
                    "number": "约76万平方米",
                    "measure": "level",
                },
            ],
        },
        "review-2030/projects.yaml": {
            "projects": [
                {
                    "of": "yungang-expo",
                    "aliases": ["会展中心"],
                    "mentions": [
                        {
                            "quote": {"text": "云港会展中心启用", "occurrence": "1"},
                            "year": "2031",
                            "stage": "opened",
                            "stage_text": "启用",
                        }
                    ],
                }
            ]
        },
        "review-2030/also.yaml": {
            "also": [{"fact": "yungang-slogan-do", "quote": "都说“干就干好”"}]
        },
        "review-2030/ignored.yaml": {
            "ignored": [
                {"quote": "云港区2030年成绩单", "reason": "headline"},
                {"quote": "占地300亩", "reason": "described only"},
            ]
        },
    }
