"""Whether PDFs are whole: check.py PDF... prints each one's pages, or what a PDF lacks of the payload's texts."""

import re
import subprocess
import sys

import payload

FEWEST_PAGES = 10
PAGE_NUMBER = re.compile(r"—\d+—")


def printed(pdf):
    """The pages' texts without spaces and page numbers, in the order of the content, so that a cell's lines follow."""
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, encoding="utf-8").stdout
    pages = text.split("\f")[:-1]
    return len(pages), "".join(PAGE_NUMBER.sub("", "".join(page.split())) for page in pages)


def body_texts(item):
    match item["type"]:
        case "heading":
            yield item["text"]
        case "paragraph":
            yield payload.paragraph_text(item)
        case "table":
            yield from filter(None, (item["caption"], item["unit"], *item["header"]))
            yield from ("".join(row) for row in item["rows"])
        case "attachment-note":
            yield from item["items"]
        case "signature":
            yield from filter(None, (item["agency"], item["date"]))


def expected(report):
    yield from payload.title_lines(report)
    for item in report["body"]:
        yield from body_texts(item)
    yield report["appendix"]["title"]
    for block in report["appendix"]["blocks"]:
        for row in block["header"]:
            yield "".join(cell["text"] for cell in row)
        for row in block["rows"]:
            yield from (group["text"] for group in row["groups"])
            # Cells in order, so that a number beside the wrong name is found.
            yield "".join(cell["text"] for cell in row["cells"])


def main():
    texts = ["".join(text.split()) for text in expected(payload.load())]
    failed = False
    for pdf in sys.argv[1:]:
        pages, content = printed(pdf)
        missing = [text for text in texts if text not in content]
        print(f"{pdf}: {pages} pages, {len(texts) - len(missing)} of {len(texts)} texts", file=sys.stderr)
        for text in missing:
            print(f"  missing: {text}", file=sys.stderr)
        failed |= pages <= FEWEST_PAGES or bool(missing)
    sys.exit(failed)


main()
