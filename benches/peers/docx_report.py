"""docxtpl and LibreOffice: template.docx filled with the report, then converted as a user's own office would."""

import os
import sys

from docxtpl import DocxTemplate

import payload


def item_context(item):
    """An item with the texts that its branch of the template prints."""
    if item["type"] == "paragraph":
        return {"type": "paragraph", "text": payload.paragraph_text(item)}
    if item["type"] == "attachment-note":
        several = len(item["items"]) > 1
        names = [f"{at}.{name}" if several else name for at, name in enumerate(item["items"], 1)]
        return {"type": item["type"], "lines": ["附件：" + names[0], *("　　　" + name for name in names[1:])]}
    if item["type"] == "signature":
        return {"type": item["type"], "lines": [line for line in (item["agency"], item["date"]) if line]}
    return item


def row_contexts(block):
    label = payload.label(block)
    for row, spans in zip(block["rows"], payload.merged_rows(block)):
        # A label that begins in the head goes on in every row.
        starts = [span > 0 and not (label and level == 0) for level, span in enumerate(spans)]
        yield {
            "total": row["kind"] == "total",
            "names": [group["text"] if start else "" for group, start in zip(row["groups"], starts)],
            "merges": ["restart" if start else "continue" for start in starts],
            "cells": [cell["text"] for cell in row["cells"]],
        }


report = payload.load()
context = {
    "title": payload.title_lines(report),
    "body": [item_context(item) for item in report["body"]],
    "blocks": [list(row_contexts(block)) for block in report["appendix"]["blocks"]],
}
folder, name = os.path.split(sys.argv[1].removesuffix(".pdf") + ".docx")
document = DocxTemplate("template.docx")
document.render(context, autoescape=True)
document.save(os.path.join(folder, name))
os.execvp("soffice", [
    "soffice", f"-env:UserInstallation=file://{os.getcwd()}/office", "--headless", "--convert-to", "pdf",
    "--outdir", folder or ".", os.path.join(folder, name),
])
