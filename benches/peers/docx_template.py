"""The Word template that docxtpl fills, as someone would prepare it once in Word: all but the report's own texts.

    docx_template.py OUTPUT: the form of the appendix is that of payload.json.
"""

import sys

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

import payload

FANGSONG, KAITI = "Zhuque Fangsong (technical preview)", "LXGW WenKai GB Lite"
HEITI, SONGTI = "Noto Sans CJK SC Medium", "Noto Serif CJK SC"
ALIGNMENTS = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
FORM_WIDTH = Mm(225)


def attribute(parent, tag, value):
    """Adds an element with one value, which may be a tag of the template's language."""
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    parent.append(element)


def style(document, name, face, size, pitch, **options):
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.font.name, made.font.size, made.font.bold = "Liberation Serif", Pt(size), options.get("bold")
    made.element.rPr.rFonts.set(qn("w:eastAsia"), face)
    layout = made.paragraph_format
    layout.space_before = layout.space_after = Pt(options.get("space", 0))
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    layout.first_line_indent = Pt(options.get("indent", 0))
    layout.alignment = options.get("align", WD_ALIGN_PARAGRAPH.JUSTIFY)
    layout.widow_control, layout.keep_with_next = False, options.get("keep")


def styles(document):
    centre, left, right = ALIGNMENTS["center"], ALIGNMENTS["left"], ALIGNMENTS["right"]
    style(document, "report title", SONGTI, 22, 29.53, align=centre, bold=True)
    style(document, "body", FANGSONG, 15.75, 29.53, indent=31.5)
    for name, face in (("heiti", HEITI), ("kaiti", KAITI), ("fangsong", FANGSONG), ("fangsong-bold", FANGSONG)):
        style(document, name, face, 15.75, 29.53, indent=31.5, bold=name.endswith("bold"), keep=True)
    style(document, "caption line", HEITI, 12, 18, align=centre, keep=True)
    style(document, "unit line", FANGSONG, 12, 18, align=right, keep=True)
    style(document, "prose cell", FANGSONG, 12, 18, align=left)
    style(document, "signature", FANGSONG, 15.75, 29.53, align=right)
    style(document, "form title", SONGTI, 20, 32, align=centre, bold=True)
    style(document, "form mark", HEITI, 15.75, 22, align=left)
    style(document, "form cell", SONGTI, 9, 12.15, space=2, align=left)
    style(document, "form head", HEITI, 9, 12.15, space=2, align=centre, keep=True)
    style(document, "form gap", SONGTI, 1, 1)
    style(document, "number", SONGTI, 14, 14)


def page(section, width, height, top, right, bottom, left):
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance, section.footer_distance = Mm(10), Mm(24)


def page_number(footer, align):
    paragraph = footer.paragraphs[0]
    paragraph.style, paragraph.alignment = "number", align
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")


# ---- the narrative: one branch for each kind of item ----

def statement(document, text):
    document.add_paragraph("{%p " + text + " %}")


def heading(document):
    """The item names its style and its level in the bookmarks."""
    paragraph = document.add_paragraph("{{ item.text }}")
    properties = paragraph._p.get_or_add_pPr()
    attribute(properties, "w:pStyle", "{{ item.face }}")
    attribute(properties, "w:outlineLvl", "{{ item.level }}")


def prose_table(document):
    for key, name in (("caption", "caption line"), ("unit", "unit line")):
        statement(document, f"if item.{key}")
        document.add_paragraph("{{ item." + key + " }}", style=name)
        statement(document, "endif")
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    texts = (
        ("{%tc for text in item.header %}", "{{ text }}", "{%tc endfor %}"),
        ("{%tr for row in item.rows %}", "", ""),
        ("{%tc for text in row %}", "{{ text }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, line in zip(table.rows, texts):
        for cell, text in zip(row.cells, line):
            cell.paragraphs[0].text, cell.paragraphs[0].style = text, "prose cell"
    attribute(table.rows[0].cells[1].paragraphs[0]._p.get_or_add_pPr(), "w:jc", "center")
    attribute(table.rows[2].cells[1].paragraphs[0]._p.get_or_add_pPr(), "w:jc", "{{ item.align[loop.index0] }}")


def narrative(document):
    statement(document, "for line in title")
    document.add_paragraph("{{ line }}", style="report title")
    statement(document, "endfor")
    document.add_paragraph(style="report title")
    statement(document, "for item in body")
    statement(document, "if item.type == 'heading'")
    heading(document)
    statement(document, "elif item.type == 'paragraph'")
    document.add_paragraph("{{ item.text }}", style="body")
    statement(document, "elif item.type == 'table'")
    prose_table(document)
    statement(document, "elif item.type == 'attachment-note'")
    statement(document, "for name in item.lines")
    document.add_paragraph("{{ name }}", style="body")
    statement(document, "endfor")
    statement(document, "elif item.type == 'signature'")
    document.add_paragraph(style="signature")
    document.add_paragraph(style="signature")
    statement(document, "for line in item.lines")
    document.add_paragraph("{{ line }}", style="signature").paragraph_format.right_indent = Pt(63)
    statement(document, "endfor")
    statement(document, "endif")
    statement(document, "endfor")


# ---- the appendix: a table for each block, which loops over its rows ----

def form_cell(cell, text, name, align):
    paragraph = cell.paragraphs[0]
    paragraph.text, paragraph.style, paragraph.alignment = text, name, align
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def merge_downwards(cell, value):
    attribute(cell._tc.get_or_add_tcPr(), "w:vMerge", value)


def form_row(table, widths):
    row = table.add_row()
    attribute(row._tr.get_or_add_trPr(), "w:cantSplit", "true")
    for cell, width in zip(row.cells, widths):
        cell.width = width
    return row


def form_statement(table, text):
    table.add_row().cells[0].text = "{%tr " + text + " %}"


def form_head(table, block, widths):
    label = payload.label(block)
    for at, titles in enumerate(block["header"]):
        row = form_row(table, widths)
        first = len(widths) - sum(title["colspan"] for title in titles)
        if label:
            merge_downwards(row.cells[0], "restart" if at == 0 else "continue")
            form_cell(row.cells[0], label if at == 0 else "", "form head", ALIGNMENTS["center"])
        else:
            # A head that is merged with the rows can't be repeated.
            attribute(row._tr.get_or_add_trPr(), "w:tblHeader", "true")
        for cell, title in zip(row.cells[first:], titles):
            form_cell(cell, title["text"], "form head", ALIGNMENTS["center"])


def form_rows(table, block, number, widths):
    form_statement(table, f"for row in blocks[{number}]")
    totals = [row for row in block["rows"] if row["kind"] == "total"]
    if totals:
        form_statement(table, "if row.total")
        row = form_row(table, widths)
        label = row.cells[0].merge(row.cells[totals[0]["cells"][0]["colspan"] - 1])
        form_cell(label, "{{ row.cells[0] }}", "form head", ALIGNMENTS["center"])
        for at, cell in enumerate(row.cells[totals[0]["cells"][0]["colspan"] :], 1):
            form_cell(cell, "{{ row.cells[%d] }}" % at, "form head", ALIGNMENTS["center"])
        form_statement(table, "else")
    row = form_row(table, widths)
    for level in range(block["groups"]):
        merge_downwards(row.cells[level], "{{ row.merges[%d] }}" % level)
        name = "form head" if level == 0 else "form cell"
        form_cell(row.cells[level], "{{ row.names[%d] }}" % level, name, ALIGNMENTS["center"])
    for at, (cell, align) in enumerate(zip(row.cells[block["groups"] :], block["align"])):
        form_cell(cell, "{{ row.cells[%d] }}" % at, "form cell", ALIGNMENTS[align])
    if totals:
        form_statement(table, "endif")
    form_statement(table, "endfor")


def appendix(document, report):
    if report["appendix"]["mark"]:
        document.add_paragraph(report["appendix"]["mark"], style="form mark")
    title = document.add_paragraph(report["appendix"]["title"], style="form title")
    attribute(title._p.get_or_add_pPr(), "w:outlineLvl", "0")
    for number, block in enumerate(report["appendix"]["blocks"]):
        if number > 0:
            # Without a paragraph between them two tables are one.
            document.add_paragraph(style="form gap")
        widths = [int(FORM_WIDTH * width / sum(block["widths"])) for width in block["widths"]]
        table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths):
            column.width = width
        form_head(table, block, widths)
        form_rows(table, block, number, widths)


def template(report):
    document = Document()
    document.settings.odd_and_even_pages_header_footer = True
    styles(document)
    upright = document.sections[0]
    page(upright, 210, 297, top=37, right=26, bottom=35, left=28)
    page_number(upright.footer, ALIGNMENTS["right"])
    page_number(upright.even_page_footer, ALIGNMENTS["left"])
    narrative(document)
    across = document.add_section()
    across.orientation = WD_ORIENT.LANDSCAPE
    page(across, 297, 210, top=28, right=37, bottom=26, left=35)
    across.footer_distance = Mm(15)
    appendix(document, report)
    return document


template(payload.load()).save(sys.argv[1])
