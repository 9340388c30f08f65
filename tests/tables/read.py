"""Reads the files of a release with programs that others wrote, and says what each of them found.

    python read.py FOLDER

Prints JSON: for each file how many cells are hidden, and each count by whom, question and answer. What a program takes for
another type than the file says is an error.
"""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import openpyxl
import pandas
from pyjstat import pyjstat

FIGURES = ["count", "base", "answered", "share_of"]
SIGN = ".."


def counts(rows, by):
    """Counts by whom, question and answer; each is there once."""
    found = {}
    for row in rows:
        key = "|".join("" if pandas.isna(row[name]) else str(row[name]) for name in [*by, "question", "answer"])
        assert key not in found, key
        found[key] = None if pandas.isna(row["count"]) else int(row["count"])
    return found


def separated(path, by, **options):
    """A table of text, read by pandas as its sidecar says."""
    told = json.loads(path.with_name("tables.csv-metadata.json").read_text("utf-8"))
    types = {}
    for column in told["tableSchema"]["columns"]:
        kind = column["datatype"]
        kind = kind["base"] if isinstance(kind, dict) else kind
        types[column["titles"]["en"][0]] = {"string": "str", "nonNegativeInteger": "Int64", "decimal": "float64"}[kind]
    table = pandas.read_csv(path, dtype=types, keep_default_na=False, na_values=[""], **options)
    assert list(table.columns) == list(types)
    assert ((table["share"] >= 0) & (table["share"] <= 1) | table["share"].isna()).all()
    assert ((table["obs_status"] == "Q") == table["count"].isna()).all()
    return counts(table.to_dict("records"), by)


def duck(query, by):
    """What DuckDB makes of a file by itself."""
    asked = duckdb.sql(query)
    types = dict(zip(asked.columns, map(str, asked.types)))
    assert all(types[name] == "BIGINT" for name in FIGURES), types
    assert types["share"] == "DOUBLE", types
    assert "VARCHAR" == types["question_label"] == types["obs_status"], types
    return counts([dict(zip(asked.columns, row)) for row in asked.fetchall()], by)


def workbook(path, by):
    """The sheet of a workbook with all rows, which is the last one."""
    sheets = openpyxl.load_workbook(path)
    sheet = sheets[sheets.sheetnames[-1]]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref, "made for reading"
    columns = [*[name for one in by for name in (one, f"{one}_label")], "question", "question_label", "answer", "answer_label", "part_of", "count"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    named = [dict(zip(columns, row)) for row in rows]
    return counts([{**row, "count": None if row["count"] == SIGN else row["count"]} for row in named], by)


def crossed(path):
    """How many lines the sheets of questions have."""
    sheets = openpyxl.load_workbook(path)
    return {name: sheets[name].max_row for name in sheets.sheetnames[1:-1]}


def statistics(path, by):
    """All datasets of a JSON-stat collection, by the library of that format. Tables share their margins."""
    collection = json.loads(path.read_text("utf-8"))
    assert (collection["version"], collection["class"]) == ("2.0", "collection")
    found = {}
    for item in collection["link"]["item"]:
        dataset = pyjstat.Dataset.read(json.dumps(item))
        table = dataset.write("dataframe", naming="id")
        assert len(table) == len(item["value"])
        question = [name for name in item["id"] if name not in by]
        for at, row in enumerate(table.to_dict("records")):
            hidden = pandas.isna(row["value"])
            assert hidden == (item["status"].get(str(at)) == "Q")
            whom = ["" if row.get(name, "_T") == "_T" else row[name] for name in by]
            if not question or row[question[0]] == "_T":
                continue
            key = "|".join([*whom, question[0], row[question[0]]])
            count = None if hidden else int(row["value"])
            assert found.setdefault(key, count) == count, key
    return found


def exchanged(path, by):
    """SDMX-CSV, by pandas. Codes have plain letters there, and everybody one of their own."""
    table = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert list(table.columns[:3]) == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    answers = table[table["ANSWER"] != "_T"]
    found = {}
    for row in answers.to_dict("records"):
        key = "|".join(["" if row[name] == "_T" else row[name] for name in by] + [row["QUESTION"], row["ANSWER"]])
        assert (row["OBS_STATUS"] == "Q") == (row["CONF_STATUS"] == "C") == (row["OBS_VALUE"] == "")
        found[key] = int(row["OBS_VALUE"]) if row["OBS_VALUE"] else None
    return found


# The order of what a variable holds in DDI-Codebook 2.5 (`varType` of its schema), as far as it is written.
OF_VARIABLE = ["labl", "qstn", "txt", "catgryGrp", "catgry", "varFormat"]
OF_GROUP = ["labl", "catStat", "txt"]
OF_CATEGORY = ["catValu", "labl", "catStat"]


def codebook(path, by):
    """Of everybody how many gave each answer, in the codebook."""
    tree = ElementTree.parse(path)
    space = "{ddi:codebook:2_5}"
    in_order = lambda element, order: [order.index(child.tag.removeprefix(space)) for child in element]
    variables = tree.findall(f"./{space}dataDscr/{space}var")
    identities = [variable.get("ID") for variable in variables]
    assert len(set(identities)) == len(identities)
    found = {}
    for variable in variables:
        places = in_order(variable, OF_VARIABLE)
        assert places == sorted(places), variable.get("name")
        for category in variable.findall(f"{space}catgry"):
            places = in_order(category, OF_CATEGORY)
            assert places == sorted(places), variable.get("name")
            if variable.get("files") is None:
                count = category.findtext(f"{space}catStat")
                key = "|".join(["" for _ in by] + [variable.get("name"), category.findtext(f"{space}catValu")])
                found[key] = None if count is None else int(count)
        known = {category.get("ID") for category in variable.findall(f"{space}catgry")}
        for group in variable.findall(f"{space}catgryGrp"):
            places = in_order(group, OF_GROUP)
            assert places == sorted(places) and set(group.get("catgry").split()) <= known, variable.get("name")
            count = group.findtext(f"{space}catStat")
            key = "|".join(["" for _ in by] + [variable.get("name"), group.findtext(f"{space}txt")])
            found[key] = None if count is None else int(count)
    return found


def main(folder, by):
    found = {
        "tables.csv": separated(folder / "tables.csv", by),
        "tabeller.csv": separated(folder / "tabeller.csv", by, sep=";", decimal=",", encoding="utf-8-sig"),
        "tables.csv by duckdb": duck(f"FROM read_csv('{folder / 'tables.csv'}')", by),
        "tables.parquet": duck(f"FROM read_parquet('{folder / 'tables.parquet'}')", by),
        "tabeller.xlsx": workbook(folder / "tabeller.xlsx", by),
        "tables.xlsx": workbook(folder / "tables.xlsx", by),
        "tables.json-stat.json": statistics(folder / "tables.json-stat.json", by),
        "tables.sdmx.csv": exchanged(folder / "tables.sdmx.csv", by),
    }
    everybody = codebook(folder / "codebook.xml", by)
    sheets = crossed(folder / "tabeller.xlsx")
    print(json.dumps({"counts": found, "everybody": everybody, "sheets": sheets}, ensure_ascii=False))


main(Path(sys.argv[1]), sys.argv[2].split(","))
