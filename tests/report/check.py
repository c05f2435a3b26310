"""Looks at a report with other people's eyes: a strict HTML parser, an XML parser for the charts, a
program that prints pages, and two independent readings of FHIR R4.

    check.py html PAGE            print it too, where weasyprint is there
    check.py fhir BUNDLE SCHEMA   both readings, then seven broken variants that each must be refused
"""

import copy
import json
import re
import sys
import xml.dom.minidom


def html(path):
    import html5lib

    text = open(path, encoding="utf-8").read()
    html5lib.HTMLParser(strict=True).parse(text)
    charts = re.findall(r"<svg.*?</svg>", text, re.S)
    assert len(charts) == 3, f"{len(charts)} charts"
    for chart in charts:
        root = xml.dom.minidom.parseString(chart).documentElement
        kinds = [node.tagName for node in root.childNodes]
        assert kinds[:2] == ["title", "desc"], kinds[:2]
    import weasyprint

    only = text.replace("</style>", ".appendix { display: none }</style>")
    pages = len(weasyprint.HTML(string=only).render().pages)
    assert pages == 1, f"the sheet takes {pages} pages"
    for paper in ["A4", "letter"]:
        sheet = only.replace("size: A4", f"size: {paper}")
        pages = len(weasyprint.HTML(string=sheet).render().pages)
        assert pages == 1, f"the sheet takes {pages} pages of {paper}"
    whole = len(weasyprint.HTML(string=text).render().pages)
    assert whole > 1, "the appendix is missing"


def find(bundle, kind):
    return next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind)


def broken(bundle):
    """Name and variant, each wrong in one place."""

    def variant(change):
        other = copy.deepcopy(bundle)
        change(other)
        return other

    yield "a status in numbers", variant(lambda b: find(b, "Observation").update(status=5))
    yield "no code", variant(lambda b: find(b, "Observation").pop("code"))
    yield "a score in words", variant(lambda b: find(b, "Observation").update(valueInteger="four"))
    yield "a field of nobody", variant(lambda b: find(b, "Observation").update(mood="good"))
    yield "a resource of nobody", variant(lambda b: find(b, "Observation").update(resourceType="Feeling"))
    yield "an item with two names", variant(
        lambda b: find(b, "QuestionnaireResponse")["item"][0].update(linkId=["a", "b"])
    )
    yield "a time that is none", variant(
        lambda b: find(b, "QuestionnaireResponse").update(authored="yesterday")
    )


def fhir(path, schema_path):
    import jsonschema
    from fhir.resources.R4B.bundle import Bundle

    bundle = json.load(open(path, encoding="utf-8"))
    schema = json.load(open(schema_path, encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)

    def model(document):
        try:
            Bundle.model_validate(document)
        except Exception as error:
            return str(error)[:400]

    def rules(document):
        for error in validator.iter_errors(document):
            return str(error.message)[:400]

    for name, reading in [("fhir.resources", model), ("the R4 schema", rules)]:
        refused = reading(bundle)
        assert refused is None, f"{name} refuses it: {refused}"
        # The variants are small: one of each kind of resource is enough to be wrong.
        kinds = {}
        for entry in bundle["entry"]:
            kinds.setdefault(entry["resource"]["resourceType"], entry)
        small = {**bundle, "entry": list(kinds.values())}
        assert reading(small) is None
        for what, variant in broken(small):
            assert reading(variant) is not None, f"{name} takes {what}"


if __name__ == "__main__":
    {"html": html, "fhir": fhir}[sys.argv[1]](*sys.argv[2:])
