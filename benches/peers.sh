#!/usr/bin/env bash
# How long other programs take for the report of 2022, against `ziping build`: benches/peers.sh [--without PEER]...
#
# Peers: typst (the same templates by the package `typst`), docx (docxtpl, LibreOffice), xelatex (ctex), weasyprint.
# One run of hyperfine measures whole processes; files are in the disk's cache. All print the same texts in the same
# faces on A4. In the peers' favour: they get the texts ready to print, without YAML, arithmetic and audit, and make a
# plain PDF; what a user prepares once (Word template, document class, style sheet, the office's profile) is there.
# ZIPING=FILE measures that binary; without it, the release build is made.
set -euo pipefail

die() {
  printf '%s\n' "$@" >&2
  exit 2
}

peers=" typst docx xelatex weasyprint "
while [ $# -gt 0 ]; do
  [[ $1 == --without && -n ${2:-} && $peers == *" $2 "* ]] || die "usage: peers.sh [--without PEER]..., of$peers"
  peers=${peers/" $2 "/ }
  shift 2
done
with() { [[ $peers == *" $1 "* ]]; }

# need WHAT PACKAGE COMMAND...: notes what is missing if the command fails.
missing=()
need() { "${@:3}" > /dev/null 2>&1 || missing+=("missing: $1 (Debian: $2)"); }
library() { python3 -c "import ctypes; ctypes.CDLL('$1')"; }
need hyperfine hyperfine command -v hyperfine
need pdftotext poppler-utils command -v pdftotext
need python3-venv python3-venv python3 -c "import ensurepip, venv"
if with docx; then need soffice libreoffice-writer-nogui command -v soffice; fi
if with xelatex; then
  need xelatex texlive-xetex command -v xelatex
  need ctex texlive-lang-chinese kpsewhich ctexart.cls
  need needspace texlive-latex-extra kpsewhich needspace.sty
fi
if with weasyprint; then
  need Pango libpangoft2-1.0-0 library libpangoft2-1.0.so.0
  # Without it WeasyPrint subsets fonts in Python, which takes several times as long.
  need "HarfBuzz's subsetter" libharfbuzz-subset0 library libharfbuzz-subset.so.0
fi
[ ${#missing[@]} -eq 0 ] || die "${missing[@]}" "or leave peers out: --without PEER"

ziping=${ZIPING:+$(realpath "$ZIPING")}
cd "$(dirname "$0")/.."
if [ -z "$ziping" ]; then
  cargo build --locked --release
  ziping=$PWD/target/release/ziping
fi

[ -x "$ziping" ] || die "no program: $ziping"

# Everything is worked on in one folder, so that the commands measured are plain and nothing is left behind.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp benches/peers/* "$folder"
cp -r templates "$folder/templates"
ln -s "$PWD/fonts" "$folder/fonts"
ln -s "$PWD/data/reports/2022-shangjie-zhujian.yaml" "$folder/report.yaml"
ln -s "$ziping" "$folder/ziping"
cd "$folder"
mkdir pdf
# Who looks for fonts by name finds those of the project and no others.
cat > fonts.conf << EOF
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>$folder/fonts</dir><cachedir>$folder/font-cache</cachedir></fontconfig>
EOF
export FONTCONFIG_FILE=$folder/fonts.conf LC_ALL=C.UTF-8
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
./ziping data report.yaml |
  python3 -c "import json, sys; json.dump(json.load(sys.stdin)['report'], sys.stdout)" > payload.json

# contender NAME TITLE COMMAND: what is measured; it writes pdf/NAME.pdf, which must be a new one in each run.
arguments=()
pdfs=()
contender() {
  arguments+=(--command-name "$2" --prepare "rm -f pdf/$1.pdf" "$3")
  pdfs+=("pdf/$1.pdf")
  # Once beforehand, so that what fails is seen, and profiles and caches are there.
  $3 > log 2>&1 || { cat log >&2; die "$1 failed"; }
}
version() { sed -n "s/^$1==//p" requirements.txt; }

contender ziping "ziping build" "./ziping build report.yaml -o pdf/ziping.pdf"
if with typst; then
  # The package can't turn on the engine's a11y-extras, which say what a table's cells are and do nothing to its looks.
  sed -i 's/pdf\.\(header-cell\|data-cell\|table-summary\)(/\1(/g
    1i #let header-cell(scope: "row", cell) = cell
    1i #let data-cell(cell) = cell
    1i #let table-summary(summary: none, table) = table' templates/appendix.typ
  cp payload.json templates
  contender typst "Typst alone ($(version typst))" "python/bin/python typst_bare.py pdf/typst.pdf"
fi
if with xelatex; then contender xelatex "XeLaTeX, ctex" "python/bin/python xelatex_report.py pdf/xelatex.pdf"; fi
if with weasyprint; then
  contender weasyprint "WeasyPrint $(version weasyprint)" "python/bin/python weasyprint_report.py pdf/weasyprint.pdf"
fi
if with docx; then
  python/bin/python docx_template.py template.docx
  contender docx "docxtpl $(version docxtpl), LibreOffice" "python/bin/python docx_report.py pdf/docx.pdf"
fi

hyperfine --shell=none --warmup 5 --runs 20 --export-json hyperfine.json "${arguments[@]}" >&2
# A peer that leaves something out doesn't count.
python/bin/python check.py "${pdfs[@]}"

python/bin/python summary.py hyperfine.json "${pdfs[@]}"
echo
echo "$(nproc) × $(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1), $(date +%F)"
if with xelatex; then xelatex --version | sed -n 1p; fi
if with docx; then soffice --version 2> /dev/null; fi
