"""WeasyPrint: the report as HTML, styled by report.css."""

import sys
from html import escape

from weasyprint import HTML

import payload

ALIGNMENTS = {"left": "l", "center": "c", "right": "r"}


def heading(item):
    # The face follows the numbering, the level makes the bookmark.
    return f'<h{item["level"] + 1} class="{item["face"]}">{escape(item["text"])}</h{item["level"] + 1}>'


def paragraph(item):
    return f"<p>{escape(payload.paragraph_text(item))}</p>"


def prose_table(item):
    if item["caption"]:
        yield f'<p class="caption">{escape(item["caption"])}</p>'
    if item["unit"]:
        yield f'<p class="unit">{escape(item["unit"])}</p>'
    yield '<table class="prose"><thead><tr>'
    yield from (f"<th>{escape(text)}</th>" for text in item["header"])
    yield "</tr></thead><tbody>"
    for row in item["rows"]:
        cells = zip(item["align"], row)
        yield "<tr>" + "".join(f'<td class="{ALIGNMENTS[at]}">{escape(text)}</td>' for at, text in cells) + "</tr>"
    yield "</tbody></table>"


def attachment_note(item):
    several = len(item["items"]) > 1
    for at, name in enumerate(item["items"]):
        number = f"{at + 1}." if several else ""
        yield f'<p class="attachments">{"附件：" if at == 0 else "　　　"}{number}{escape(name)}</p>'


def signature(item):
    lines = [line for line in (item["agency"], item["date"]) if line]
    return '<div class="signature">' + "<br>".join(map(escape, lines)) + "</div>"


SETTERS = {
    "heading": heading,
    "paragraph": paragraph,
    "table": lambda item: "".join(prose_table(item)),
    "attachment-note": lambda item: "".join(attachment_note(item)),
    "signature": signature,
}


def cell(tag, kind, text, rows=1, columns=1):
    spans = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
    return f'<{tag} class="{kind}"{spans}>{escape(text).replace(chr(10), "<br>")}</{tag}>'


def block_table(block):
    label = payload.label(block)
    yield f'<table{" class=labelled" if label else ""}><colgroup>'
    yield from (f'<col style="width: {width / sum(block["widths"]):.4%}">' for width in block["widths"])
    yield "</colgroup>"
    # A head that shares its label with the rows can't be repeated: a cell can't span from thead into tbody.
    yield "<tbody>" if label else "<thead>"
    for at, row in enumerate(block["header"]):
        first = cell("th", "c", label, rows=len(block["header"]) + len(block["rows"])) if label and at == 0 else ""
        yield "<tr>" + first + "".join(cell("th", "c", it["text"], columns=it["colspan"]) for it in row) + "</tr>"
    yield "" if label else "</thead><tbody>"
    for row, spans in zip(block["rows"], payload.merged_rows(block)):
        total = row["kind"] == "total"
        yield "<tr>"
        for level, (group, span) in enumerate(zip(row["groups"], spans)):
            if span and not (label and level == 0):
                yield cell("th" if level == 0 else "td", "c", group["text"], rows=span)
        for at, it in enumerate(row["cells"]):
            align = "c" if total else ALIGNMENTS[block["align"][at]]
            yield cell("th" if total else "td", align, it["text"], columns=it["colspan"])
        yield "</tr>"
    yield "</tbody></table>"


def document(report):
    yield f'<!doctype html><html lang="zh-CN"><title>{escape(report["document"]["title"])}</title>'
    yield '<link rel="stylesheet" href="report.css">'
    yield "<h1>" + "<br>".join(map(escape, payload.title_lines(report))) + "</h1>"
    yield from (SETTERS[item["type"]](item) for item in report["body"])
    appendix = report["appendix"]
    yield "<section>"
    if appendix["mark"]:
        yield f'<p class="mark">{escape(appendix["mark"])}</p>'
    yield f'<h1>{escape(appendix["title"])}</h1>'
    for block in appendix["blocks"]:
        yield from block_table(block)
    yield "</section></html>"


HTML(string="".join(document(payload.load())), base_url=".").write_pdf(sys.argv[1])
