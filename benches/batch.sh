#!/usr/bin/env bash
# Departments per second and peak memory of a run over many: benches/batch.sh [COUNT], by default 1000.
# Each department is the larger example under another name. Needs GNU time and taskset.
# ZIPING=FILE measures that binary; without it, the release build is made.
set -euo pipefail
program=${ZIPING:+$(realpath "$ZIPING")}
cd "$(dirname "$0")/.."
if [ -z "$program" ]; then
  cargo build --locked --release
  program=$PWD/target/release/ziping
fi
count=${1:-1000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/reports"
for number in $(seq "$count"); do
  sed "s/示例区文化和旅游局/示例区第${number}局/g" data/reports/示例-2023-文化和旅游局.yaml > "$folder/reports/$number.yaml"
done

# measure NAME FILES COMMAND...: seconds, peak memory and departments per second of a command.
measure() {
  local name=$1 files=$2
  shift 2
  command time -f '%e %M' -o "$folder/time" "$@" > /dev/null 2>&1
  read -r seconds kilobytes < "$folder/time"
  awk -v n="$name" -v f="$files" -v s="$seconds" -v k="$kilobytes" \
    'BEGIN { printf "%-28s %5d departments %8.2f s %7.1f /s %6.0f MB\n", n, f, s, f / s, k / 1024 }'
}
files=("$folder"/reports/*.yaml)
measure "a tenth, all cores" $((count / 10)) "$program" build "${files[@]:0:count/10}" -o "$folder/tenth"
measure "all, all cores" "$count" "$program" build "$folder/reports" -o "$folder/all"
measure "all, one core" "$count" taskset -c 0 "$program" build "$folder/reports" -o "$folder/one" --jobs 1
measure "check, all cores" "$count" "$program" check "$folder/reports"
# The bytes are those of other runs and of single ones.
diff -rq "$folder/all" "$folder/one"
for number in 1 "$((count / 2))" "$count"; do
  "$program" build "$folder/reports/$number.yaml" -o "$folder/single.pdf" 2> /dev/null
  cmp "$folder/single.pdf" "$folder/all/$number.pdf"
done
echo "the bytes are the same"
