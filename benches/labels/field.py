"""Gives the same labels to gouji and to rapidfuzz's scorers, and prints how often each is right and how fast.

    cargo build --release
    cargo bench --bench labels -- --export target/labels.jsonl
    python3 benches/labels/field.py target/labels.jsonl target/release/gouji

rapidfuzz is installed into target/labels-venv at the first run; without a network, install it there by hand from a wheel
(`target/labels-venv/bin/pip install rapidfuzz-*.whl`) and run again. The labels and variants that the scorers choose from are
those of `gouji schema --format json`: every row and column of the forms with all its variants, as gouji has them.
"""

import json
import os
import subprocess
import sys
import time
import venv
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "target" / "labels-venv"
SCORERS = ["ratio", "WRatio", "token_set_ratio", "partial_ratio"]


def with_rapidfuzz():
    """Goes on under a Python that has rapidfuzz."""
    try:
        import rapidfuzz  # noqa: F401

        return
    except ImportError:
        pass
    python = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if Path(sys.executable).resolve() == python.resolve() or os.environ.get("LABELS_VENV"):
        sys.exit(f"rapidfuzz could not be loaded; install it into {HOME} by hand and run again.")
    if not python.exists():
        venv.create(HOME, with_pip=True)
    installed = subprocess.run([python, "-m", "pip", "install", "--quiet", "rapidfuzz"])
    if installed.returncode != 0:
        sys.exit(f"rapidfuzz could not be installed (is there a network?); install it into {HOME} by hand and run again.")
    sys.exit(subprocess.run([python, *sys.argv], env={**os.environ, "LABELS_VENV": "1"}).returncode)


def choices(gouji):
    """Every variant of every row and column, with what it stands for."""
    schema = json.loads(subprocess.run([gouji, "schema", "--format", "json"], capture_output=True, check=True).stdout)
    found = []
    for form in schema["forms"]:
        for table in form["tables"]:
            found += [(text, (form["id"], table["id"], "table", table["id"])) for text in [table["label"], *table["aliases"]]]
            for axis, fields in (("row", table["rows"]), ("column", table["columns"])):
                for field in fields:
                    for text in [field["label"], *field["aliases"]]:
                        found.append((text, (form["id"], table["id"], axis, field["id"])))
                    for group in field["group"]:
                        found.append((group, (form["id"], table["id"], "group", group)))
    return list(dict.fromkeys(found))


class Count:
    def __init__(self):
        self.labels = self.first = self.five = 0
        self.seconds = 0.0

    def add(self, answers, right):
        self.labels += 1
        self.first += answers[:1] == [right]
        self.five += right in answers[:5]


def by_gouji(gouji, labels, knows_place):
    """What gouji answers, and how long it takes for all labels together, with the start of the program."""
    keys = ("observed", "form", "table", "axis") if knows_place else ("observed",)
    lines = "".join(json.dumps({key: label[key] for key in keys}, ensure_ascii=False) + "\n" for label in labels)
    start = time.perf_counter()
    answered = subprocess.run([gouji, "match"], input=lines.encode(), capture_output=True, check=True).stdout
    seconds = time.perf_counter() - start
    found = []
    for line in answered.decode().splitlines():
        found.append([(c["table"], c["axis"], c["canonical"]) for c in json.loads(line)["candidates"]])
    return found, seconds


def by_rapidfuzz(scorer, labels, known, knows_place):
    """What a scorer answers: the fields of the best variants, each field once."""
    from rapidfuzz import fuzz, process

    score = getattr(fuzz, scorer)
    places = defaultdict(list)
    for text, field in known:
        places[field[:3] if knows_place else None].append((text, field))
    texts = {place: [text for text, _ in variants] for place, variants in places.items()}
    found = []
    start = time.perf_counter()
    for label in labels:
        place = (label["form"], label["table"], label["axis"]) if knows_place else None
        best = process.extract(label["observed"], texts[place], scorer=score, limit=40)
        fields = [places[place][at][1] for _, _, at in best]
        found.append(list(dict.fromkeys(field[1:] for field in fields))[:5])
    return found, time.perf_counter() - start


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with_rapidfuzz()
    labels = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    gouji = str(Path(sys.argv[2]).resolve())
    known = choices(gouji)
    matchers = [("gouji match", lambda knows_place: by_gouji(gouji, labels, knows_place))]
    for scorer in SCORERS:
        matchers.append((f"rapidfuzz {scorer}", lambda at, scorer=scorer: by_rapidfuzz(scorer, labels, known, at)))
    sets = list(dict.fromkeys(label["set"] for label in labels))
    print("| place | matcher | " + " | ".join(f"{name}: first | among five" for name in sets) + " | labels a second |")
    print("|---|---|" + "--:|--:|" * len(sets) + "--:|")
    for knows_place in (True, False):
        for name, run in matchers:
            answers, seconds = run(knows_place)
            counts = defaultdict(Count)
            for label, answer in zip(labels, answers, strict=True):
                counts[label["set"]].add(answer, (label["table"], label["axis"], label["canonical"]))
            shares = " | ".join(
                f"{100 * counts[name].first / counts[name].labels:.2f} % | {100 * counts[name].five / counts[name].labels:.2f} %"
                for name in sets
            )
            place = "known" if knows_place else "not known"
            print(f"| {place} | {name} | {shares} | {len(labels) / seconds:,.0f} |")


main()
