"""XeLaTeX with ctex: the report as LaTeX, set by ziping-report.cls in one run."""

import os
import sys

import payload

ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "\n": r"\par ",
})
COLUMNS = {"left": "L", "center": "C", "right": "R"}
RULE = 0.5
PADDING = 4
TEXT_WIDTH = 156 * 72 / 25.4
FORM_WIDTH = 225 * 72 / 25.4


def tex(text):
    return text.translate(ESCAPES)


def head(text):
    return rf"\formhead{{{tex(text)}}}" if text else ""


def heading(item):
    return rf'\heading{{{item["level"]}}}{{\{item["face"].replace("-", "")}}}{{{tex(item["text"])}}}'


def paragraph(item):
    return tex(payload.paragraph_text(item)) + "\n"


def column_widths(shares, width):
    """The text widths of columns that fill `width` together with rules and padding."""
    free = width - (len(shares) + 1) * RULE
    return [free * share / sum(shares) - 2 * PADDING for share in shares]


def columns(kinds, widths):
    return "|" + "".join(f"{kind}{{{width:.3f}bp}}|" for kind, width in zip(kinds, widths))


def prose_table(item):
    if item["caption"]:
        yield rf'\tablecaption{{{tex(item["caption"])}}}'
    if item["unit"]:
        yield rf'\tableunit{{{tex(item["unit"])}}}'
    cells = list(zip(item["header"], *item["rows"]))
    widths = column_widths([max(4, min(16, max(map(len, column)))) for column in cells], TEXT_WIDTH)
    kinds = [COLUMNS[align] for align in item["align"]]
    yield rf'{{\tablesize\begin{{longtable}}{{{columns(kinds, widths)}}}\hline'
    yield " & ".join(rf"\centering{head(text)}" for text in item["header"]) + r"\tabularnewline\hline\endhead"
    for row in item["rows"]:
        yield " & ".join(f"{{{tex(text)}}}" for text in row) + r"\tabularnewline\hline"
    yield r"\end{longtable}}"


def attachment_note(item):
    several = len(item["items"]) > 1
    for at, name in enumerate(item["items"]):
        yield ("附件：" if at == 0 else "　　　") + (f"{at + 1}." if several else "") + tex(name) + "\n"


def signature(item):
    lines = [tex(line) for line in (item["agency"], item["date"]) if line]
    return r"\begin{signature}" + r"\hspace*{4em}\\".join(lines) + r"\hspace*{4em}\end{signature}"


SETTERS = {
    "heading": heading,
    "paragraph": paragraph,
    "table": lambda item: "\n".join(prose_table(item)),
    "attachment-note": lambda item: "\n".join(attachment_note(item)),
    "signature": signature,
}


def form_cells(cells, first, widths, setter, centred):
    """Cells from column `first` on, those over several columns as wide as all of them."""
    at = first
    for cell in cells:
        over = widths[at : at + cell["colspan"]]
        text = setter(cell["text"])
        if len(over) > 1:
            width = sum(over) + (len(over) - 1) * (2 * PADDING + RULE)
            left = "|" if at == 0 else ""
            text = rf"\multicolumn{{{len(over)}}}{{{left}C{{{width:.3f}bp}}|}}{{{text}}}"
        elif centred:
            text = rf"\centering{text}"
        yield text
        at += len(over)


def form_line(cells, first_rule, columns):
    """A row with the rule below it, which starts at the column `first_rule`."""
    rule = rf"\cline{{{first_rule + 1}-{columns}}}" if first_rule else r"\hline"
    return " & ".join(cells) + r"\tabularnewline" + rule


def form_head(block, label, widths):
    lines = []
    for at, row in enumerate(block["header"]):
        names = [head(label) if at == 0 else "", *[""] * (block["header-groups"] - 1)] if label else []
        cells = [*names, *form_cells(row, len(names), widths, head, centred=True)]
        lines.append(form_line(cells, len(names), len(widths)))
    # Between the commands stand the first head, the other heads, the foot. A head that shares its label with the rows
    # is not repeated.
    if label:
        return [r"\hline\endfirsthead\hline\endhead\formfoot", *lines]
    return [r"\hline", *lines, r"\endfirsthead\hline", *lines, r"\endhead\formfoot"]


def form_rows(block, label, widths):
    spans = payload.merged_rows(block)
    for row, own, after in zip(block["rows"], spans, [*spans[1:], []]):
        total = row["kind"] == "total"
        names = []
        for level, (group, span) in enumerate(zip(row["groups"], own)):
            shown = span and not (label and level == 0)
            names.append((head if level == 0 else tex)(group["text"]) if shown else "")
        # In braces, because what follows a row's end must not look like its argument.
        cells = form_cells(row["cells"], len(names), widths, head if total else lambda text: f"{{{tex(text)}}}", total)
        # The rule below leaves out the names that the next row shares.
        yield form_line([*names, *cells], after.count(0), len(widths))


def form_block(block):
    widths = column_widths(block["widths"], FORM_WIDTH)
    kinds = ["C"] * block["groups"] + [COLUMNS[align] for align in block["align"]]
    label = payload.label(block)
    # A head stays with the first of its rows.
    yield r"\needspace{50bp}"
    # The rule between two blocks is drawn once; at the head of a page the space vanishes.
    yield r"\vspace{-\arrayrulewidth}"
    yield rf"\begin{{longtable}}{{{columns(kinds, widths)}}}"
    # A row that only tells the widths, so that one run is enough.
    yield " & " * (len(widths) - 1) + r"\kill"
    yield from form_head(block, label, widths)
    yield from form_rows(block, label, widths)
    yield r"\end{longtable}"


def document(report):
    yield r"\documentclass{ziping-report}"
    yield rf'\hypersetup{{pdftitle={{{tex(report["document"]["title"])}}}}}'
    yield r"\begin{document}"
    title = r"\\".join(map(tex, payload.title_lines(report)))
    yield rf'\reporttitle{{22bp}}{{{tex(report["document"]["title"])}}}{{{title}}}\vspace{{29.53bp}}'
    yield from (SETTERS[item["type"]](item) for item in report["body"])
    appendix = report["appendix"]
    yield r"\begin{form}"
    if appendix["mark"]:
        yield rf'\formmark{{{tex(appendix["mark"])}}}'
    yield rf'\reporttitle{{20bp}}{{{tex(appendix["title"])}}}{{{tex(appendix["title"])}}}\vspace{{12bp}}'
    yield r"\formsize"
    for block in appendix["blocks"]:
        yield from form_block(block)
    yield r"\end{form}\end{document}"


name = sys.argv[1].removesuffix(".pdf")
with open(f"{name}.tex", "w", encoding="utf-8") as file:
    file.write("\n".join(document(payload.load())))
folder = os.path.dirname(name)
os.execvp("xelatex", [
    "xelatex", "-interaction=batchmode", "-halt-on-error", f"-output-directory={folder or '.'}", f"{name}.tex",
])
