"""Authors of prose entries as CSL names."""

from __future__ import annotations

import pytest

from chapbook.entry_names import Name, read_names


def show(names: list[Name]) -> list[str]:
    return [
        name.get("literal") or "|".join(name.get(k, "") for k in ("family", "given", "suffix"))
        for name in names
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Linden, Greg.", ["Linden|Greg|"]),
        ("Nygard, Michael T.", ["Nygard|Michael T.|"]),
        ("Kwon, W., et al.", ["Kwon|W.|", "others"]),
        ("Yu, G.-I., et al.", ["Yu|G.-I.|", "others"]),
        ("Little, John D.C.", ["Little|John D.C.|"]),
        ("Dean, Jeffrey and Luiz André Barroso.", ["Dean|Jeffrey|", "Barroso|Luiz André|"]),
        ("Dean, J., & Barroso, L. A.", ["Dean|J.|", "Barroso|L. A.|"]),
        ("Dean & Barroso.", ["Dean||", "Barroso||"]),
        (
            "Majors, Charity, Liz Fong-Jones, and George Miranda.",
            ["Majors|Charity|", "Fong-Jones|Liz|", "Miranda|George|"],
        ),
        ("Tanenbaum, Andrew and Guido van Rossum", ["Tanenbaum|Andrew|", "van Rossum|Guido|"]),
        ("King, Martin Luther, Jr.", ["King|Martin Luther|Jr."]),
        ("W. Kwon et al.,", ["Kwon|W.|", "others"]),
        ("J. Dean and L. A. Barroso,", ["Dean|J.|", "Barroso|L. A.|"]),
        ("Dean J, Barroso LA.", ["Dean|J.|", "Barroso|L. A.|"]),
        ("Martin Fowler.", ["Fowler|Martin|"]),
        ("Michael Nygard", ["Nygard|Michael|"]),
        ("Michael T. Nygard", ["Nygard|Michael T.|"]),
        ("Marc-André Giroux", ["Giroux|Marc-André|"]),
        ("Guido van Rossum", ["van Rossum|Guido|"]),
        ("Martin Fowler et al.", ["Fowler|Martin|", "others"]),
        (
            "Betsy Beyer, Chris Jones, Jennifer Petoff & Niall Murphy",
            ["Beyer|Betsy|", "Jones|Chris|", "Petoff|Jennifer|", "Murphy|Niall|"],
        ),
        ("Akamai Technologies.", ["Akamai Technologies"]),
        ("Apache Kafka", ["Apache Kafka"]),
        ("Google Cloud", ["Google Cloud"]),
        ("Stripe Engineering", ["Stripe Engineering"]),
        ("Cockroach Labs", ["Cockroach Labs"]),
        ("Alan Turing Institute", ["Alan Turing Institute"]),
        ("Charles River Associates", ["Charles River Associates"]),
        ("Ben BBC", ["Ben BBC"]),
        ("Redis Ltd.", ["Redis Ltd."]),
        ("Google/SOASTA.", ["Google/SOASTA"]),
        ("HHS, Office for Civil Rights.", ["HHS, Office for Civil Rights"]),
        ("Acme, Inc.", ["Acme, Inc."]),
        ("", []),
    ],
)
def test_persons_have_a_comma_or_a_given_name_and_organizations_have_neither(
    text: str, names: list[str]
) -> None:
    assert show(read_names(text)) == names
