#!/usr/bin/env python3
"""Turns the published inputs into the two CSV files of the examples.

    python3 convert.py supermarket.arff seaports.json OUTPUT_FOLDER

baskets.csv  the presence of departments in supermarket baskets. First line: the names of the
             departments, separated by commas. Every further line is one basket: the indexes
             (from 0) of its departments, ascending. The class attribute `total` is left out.
ports.csv    one port a line: UN/LOCODE;latitude;longitude;country;name. Ports without
             coordinates are left out, and so is all but one code of a port that has several.
             Coordinates are in degrees with two decimals, as published: some are swapped there.
"""

import json
import re
import sys
from pathlib import Path


def baskets(arff):
    names, lines = [], []
    attribute = re.compile(r"@attribute\s+'([^']*)'")
    for line in arff.read_text(encoding="ascii").splitlines():
        if match := attribute.match(line):
            names.append(match.group(1))
        elif line and not line.startswith("@"):
            present = line.split(",")
            lines.append([i for i, name in enumerate(names) if present[i] == "t"])
    assert names.pop() == "total" and len(set(names)) == len(names)
    assert not any("," in name for name in names)
    yield ",".join(names)
    for line in lines:
        yield ",".join(map(str, line))


def ports(seaports):
    for code, port in sorted(json.loads(seaports.read_text(encoding="utf-8")).items()):
        if "coordinates" in port and code == max(port["unlocs"] or [code]):
            longitude, latitude = port["coordinates"]
            fields = [code, f"{latitude:.2f}", f"{longitude:.2f}", port["country"], port["name"]]
            assert not any(";" in field or '"' in field for field in fields)
            yield ";".join(field.strip() for field in fields)


if __name__ == "__main__":
    arff, seaports, target = map(Path, sys.argv[1:])
    for name, lines in (("baskets.csv", baskets(arff)), ("ports.csv", ports(seaports))):
        (target / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
