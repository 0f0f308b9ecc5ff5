"""The table of a run: summary.py HYPERFINE.JSON PDF..., the PDFs in the order of the commands, ziping first."""

import json
import re
import subprocess
import sys

ROW = "| {:40} | {:>8} | {:>16} | {:>7} | {:>5} |"


def pages(pdf):
    told = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, encoding="utf-8").stdout
    return re.search(r"^Pages:\s+(\d+)$", told, re.MULTILINE)[1]


def milliseconds(seconds):
    return f"{seconds * 1000:.0f}"


with open(sys.argv[1], encoding="utf-8") as file:
    results = json.load(file)["results"]
print(ROW.format("", "median", "mean ± σ", "ratio", "pages"))
print("|---|--:|--:|--:|--:|")
for result, pdf in zip(results, sys.argv[2:], strict=True):
    spread = f"{milliseconds(result['mean'])} ± {milliseconds(result['stddev'])} ms"
    ratio = result["median"] / results[0]["median"]
    print(ROW.format(result["command"], milliseconds(result["median"]) + " ms", spread, f"{ratio:.1f}", pages(pdf)))
