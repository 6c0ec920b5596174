"""Findings as SARIF."""

from __future__ import annotations

from pathlib import PurePosixPath

from chapbook import __version__
from chapbook.finding import Finding, Fix, Severity
from chapbook.registry import load
from chapbook.sarif import to_sarif


def result(found: Finding) -> dict[str, object]:
    log = to_sarif([found], [])
    (value,) = log["runs"][0]["results"]
    return dict(value)


def test_a_finding_has_a_rule_a_level_and_a_region() -> None:
    path = PurePosixPath("chapters/a b.md")
    found = Finding("bad", "It is wrong", path, 3, 4, Severity.ERROR, "mend it")
    assert result(found) == {
        "ruleId": "bad",
        "level": "error",
        "message": {"text": "It is wrong. mend it"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "chapters/a%20b.md"},
                    "region": {"startLine": 3, "startColumn": 4},
                }
            }
        ],
    }


def test_a_finding_without_a_line_has_no_region() -> None:
    value = result(Finding("bad", "wrong", PurePosixPath("x.md"), severity=Severity.INFO))
    assert value["level"] == "note"
    assert "region" not in str(value)


def test_a_fix_is_a_region_and_its_new_text() -> None:
    fix = Fix(3, 4, "old\ntext", "new")
    log = to_sarif([Finding("bad", "wrong", PurePosixPath("x y.md"), 3, 4, fix=fix)], [])
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][0]["fixes"] == [
        {
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "x%20y.md"},
                    "replacements": [
                        {
                            "deletedRegion": {
                                "startLine": 3,
                                "startColumn": 4,
                                "endLine": 4,
                                "endColumn": 5,
                            },
                            "insertedContent": {"text": "new"},
                        }
                    ],
                }
            ]
        }
    ]


def test_every_check_is_a_rule() -> None:
    checks = load(installed=False).checks
    driver = to_sarif([], checks)["runs"][0]["tool"]["driver"]
    assert driver["version"] == __version__
    assert [rule["id"] for rule in driver["rules"]] == [check.code for check in checks]
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
