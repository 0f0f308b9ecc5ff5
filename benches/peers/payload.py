"""What all peers print: the payload of ziping's templates, read in one place so that their texts are the same."""

import json


def load(path="payload.json"):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def title_lines(payload):
    return ["".join(units) for units in payload["title"]["lines"]]


def paragraph_text(item):
    """A paragraph without the gaps that fit its lines: where lines break is each peer's own work."""
    return "".join(piece[0] for piece in item["pieces"])


def merged_rows(block):
    """For each row, by column of groups: over how many rows the name spans, 0 where one further up covers the row."""
    rows = block["rows"]
    spans = [[0] * len(row["groups"]) for row in rows]
    for level in range(block["groups"]):
        first, name = None, None
        for at, row in enumerate(rows):
            # A name ends where a name further out ends.
            path = [group["id"] for group in row["groups"][: level + 1]]
            if len(path) <= level:
                first = None
                continue
            if first is None or path != name:
                first, name = at, path
            spans[first][level] += 1
    return spans


def label(block):
    """The name that reaches from the head of a block to its last row, if one does."""
    return block["rows"][0]["groups"][0]["text"] if block["header"] and block["header-groups"] else None
