"""Looks at a report with other people's eyes: a strict HTML parser, an XML parser for the charts, a
program that prints pages, and two independent readings of FHIR R4.

    check.py html PAGE            print it too, where weasyprint is there
    check.py fhir BUNDLE SCHEMA   both readings, then seven broken variants that each must be refused
    check.py bodies CASES SCHEMA  one {kind, body, ok} a line: the schema takes what is ok and nothing else
    check.py journal FILE SCHEMA [strict]   every line fits, broken ones do not; strict: no unlisted field
    check.py medians SCORES TREND   the medians of a trend, reckoned again from rows of day,pain
    check.py export FILE SCHEMA   it fits, broken variants do not
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
    assert len(charts) == 4, f"{len(charts)} charts"
    # Pain, weeks, body, and what the person wants to do again; what each draws stands in a table too.
    for heading in ["Pain by day", "Weeks", "What the person wants to do again", "Where it hurt, as marked"]:
        assert f"<h3>{heading}</h3>" in text, heading
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


def validator(schema, start=None):
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(schema)
    if start is not None:
        schema = {**start, "$defs": schema["$defs"]}
    return jsonschema.Draft202012Validator(schema)


def medians(scores_path, trend_path):
    import datetime
    import statistics

    scores = {}
    for row in open(scores_path, encoding="utf-8"):
        day, pain = row.strip().split(",")
        scores[datetime.date.fromisoformat(day)] = int(pain)
    trend = json.load(open(trend_path, encoding="utf-8"))
    compared = 0
    for told in trend["days"]:
        day = datetime.date.fromisoformat(told["date"])
        assert told["pain"] == scores.get(day), told
        week = [scores[d] for d in (day - datetime.timedelta(n) for n in range(7)) if d in scores]
        # A week without any score is a gap.
        if told["median7"] is None:
            assert not week, (told, week)
            continue
        assert week and told["median7"] == statistics.median(week), (told, week)
        compared += 1
    assert compared > 40, compared


def told(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def bodies(path, schema_path):
    schema = json.load(open(schema_path, encoding="utf-8"))
    readers = {
        kind: validator(schema, {"$ref": "#/$defs/bodies/" + kind}) for kind in schema["$defs"]["bodies"]
    }
    anything = validator({"$defs": {}})
    for case in told(path):
        takes = readers.get(case["kind"], anything).is_valid(case["body"])
        assert takes == case["ok"], f"the schema {'takes' if takes else 'refuses'} {case}"


def journal(path, schema_path, strict=None):
    schema = json.load(open(schema_path, encoding="utf-8"))
    reader = validator(schema)
    readers = {
        kind: validator(schema, {"$ref": "#/$defs/bodies/" + kind}) for kind in schema["$defs"]["bodies"]
    }
    lines = told(path)
    kinds, seen = {}, {}
    for line in lines:
        # The whole schema takes its time for each line: some of each kind, and the body of all.
        seen[line["type"]] = seen.get(line["type"], 0) + 1
        which, what = (reader, line) if seen[line["type"]] <= 5 else (readers[line["type"]], line["body"])
        for error in which.iter_errors(what):
            raise AssertionError(f"{line}: {error.message}")
        kinds.setdefault(line["type"], line)
        if strict:
            fields = schema["$defs"]["bodies"][line["type"]].get("properties", {})
            unlisted = set(line["body"]) - set(fields) or set(line) - set(schema["properties"])
            assert not unlisted, f"{line['type']}: not in the schema: {unlisted}"
    for kind, line in kinds.items():
        for what, change in {
            "no id": lambda it: it.pop("id"),
            "a name with a space": lambda it: it.update(id="a b"),
            "no time": lambda it: it.pop("ts"),
            "a time without an offset": lambda it: it.update(ts="2026-11-20T08:00:00"),
            "no type": lambda it: it.pop("type"),
            "a type in capitals": lambda it: it.update(type="PAIN"),
            "no body": lambda it: it.pop("body"),
            "a body in words": lambda it: it.update(body="four"),
            "another version": lambda it: it.update(v="1"),
            "a check value of three digits": lambda it: it.update(crc="abc"),
        }.items():
            broken = copy.deepcopy(line)
            change(broken)
            assert not reader.is_valid(broken), f"{kind}: the schema takes {what}"


def export(path, schema_path):
    schema = json.load(open(schema_path, encoding="utf-8"))
    reader = validator(schema)
    document = json.load(open(path, encoding="utf-8"))
    some, seen = [], {}
    for event in document["events"]:
        seen[event["type"]] = seen.get(event["type"], 0) + 1
        if seen[event["type"]] <= 5:
            some.append(event)
    for error in reader.iter_errors({**document, "events": some}):
        raise AssertionError(error.message)
    score = next(n for n, event in enumerate(document["events"]) if event["type"] == "pain.rated")
    small = {**document, "events": [document["events"][score]]}
    assert reader.is_valid(small)
    for what, change in {
        "another format": lambda it: it.update(format="export"),
        "another version": lambda it: it.update(version=2),
        "no disclaimer": lambda it: it.pop("disclaimer"),
        "no events": lambda it: it.pop("events"),
        "a field of nobody": lambda it: it.update(mood="good"),
        "a score of eleven": lambda it: it["events"][0]["body"].update(score=11),
        "a score in words": lambda it: it["events"][0]["body"].update(score="four"),
        "an event without its computer": lambda it: it["events"][0].pop("dev"),
        "an event with a check value": lambda it: it["events"][0].update(crc="00000000"),
    }.items():
        broken = copy.deepcopy(small)
        change(broken)
        assert not reader.is_valid(broken), f"the schema takes {what}"


if __name__ == "__main__":
    jobs = {"html": html, "fhir": fhir, "bodies": bodies, "journal": journal, "export": export}
    jobs["medians"] = medians
    jobs[sys.argv[1]](*sys.argv[2:])
