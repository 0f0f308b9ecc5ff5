#!/usr/bin/env bash
# Every benchmark, one after another, for the tables of the README: benches/all.sh. Takes a quarter of an hour after the
# builds; the machine should do nothing else. Needs what batch.sh and peers.sh need.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo bench --locked
cargo build --locked --profile dist
export ZIPING=$PWD/target/dist/ziping
benches/batch.sh
benches/peers.sh
