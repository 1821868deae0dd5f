#!/bin/sh
# Runs fuzz targets for so many seconds each: fuzz/run.sh 600 [TARGET...]
# Needs cargo-fuzz (`cargo install cargo-fuzz`). Arithmetic is checked (-a), as in a debug build. Inputs up to 1 MiB may take neither more than
# a second nor 512 MiB: a slow one is told and kept (slow-unit-…), and ends the run only after ten, since other programs may have slowed it.
set -eu
cd "$(dirname "$0")"
seconds=$1
shift
[ $# -gt 0 ] || set -- text html mht docx docx_xml xlsx xls ods pdf page archive
for target in "$@"; do
    corpus=corpus/$target
    mkdir -p "$corpus"
    # Every reader begins with real files of its kind; those larger than the limit say nothing new.
    case $target in
    text) kinds="txt md" ;;
    html | mht | docx | xlsx | xls | ods | pdf) kinds=$target ;;
    archive) kinds=zip ;;
    *) kinds= ;;
    esac
    for kind in $kinds; do
        find ../fixtures/formats -name "*.$kind" -size -200k -exec cp {} "$corpus/" \;
    done
    if [ "$target" = docx_xml ]; then
        for file in ../fixtures/formats/*/*.docx; do
            unzip -p "$file" word/document.xml >"$corpus/$(basename "$file").xml"
        done
    fi
    echo "== $target"
    cargo fuzz run -s none -O -a "$target" "$corpus" -- -max_total_time="$seconds" -max_len=1048576 -timeout=10 -report_slow_units=1 \
        -rss_limit_mb=512 -print_final_stats=1 2>&1 | grep -E "stat::|ERROR|SUMMARY|panicked|Test unit|Slowest" || true
done
