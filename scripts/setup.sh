#!/bin/sh
# Sets up .venv for `run` or `test`, with uv where there is one, else with Python's own venv and pip.
# Versions are those of constraints.txt, so that two machines get the same. Running it again is quick.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}
case $purpose in
run) what=. ;;
test) what=".[all,dev]" ;;
*) echo "usage: setup.sh run|test" >&2; exit 2 ;;
esac

new_enough() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}
python=
for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3 python; do
    if new_enough "$candidate"; then
        python=$candidate
        break
    fi
done

if command -v uv >/dev/null 2>&1; then
    [ -x .venv/bin/python ] || uv venv --quiet --python "${python:-3.11}" .venv
    echo "Installing spaceplan into .venv with uv ..."
    uv pip install --quiet --python .venv/bin/python -c constraints.txt -e "$what"
else
    if [ -z "$python" ]; then
        echo "No Python 3.11 or newer found. Install one (Debian: apt-get install python3 python3-pip)," >&2
        echo "or name it: PYTHON=/path/to/python3.12 make $purpose" >&2
        exit 1
    fi
    echo "Installing spaceplan into .venv with pip (a minute or two the first time) ..."
    # Debian's Python may lack ensurepip: then the pip that is there installs into the new environment.
    if [ ! -x .venv/bin/python ]; then
        "$python" -m venv .venv 2>/dev/null || "$python" -m venv --clear --without-pip .venv
    fi
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then
        .venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
            -c constraints.txt -e "$what"
    else
        "$python" -m pip --python .venv/bin/python install --quiet --no-compile \
            --disable-pip-version-check -c constraints.txt -e "$what"
    fi
fi
# The browser that the dashboard's tests drive; without one they are skipped and say so.
if [ "$purpose" = test ] && ! command -v "${CHROMIUM:-chromium}" >/dev/null 2>&1 &&
    ! command -v google-chrome >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing Chromium, which the dashboard's tests drive ..."
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 ||
            echo "Chromium could not be installed; the browser's tests will be skipped." >&2
    else
        echo "No Chromium found: the dashboard's tests in the browser will be skipped." >&2
        echo "Install it (Debian: sudo apt-get install chromium), or name it: CHROMIUM=/path/to/it" >&2
    fi
fi
# Compiled now, remembered: else the first search would do without, the first proof and seating wait.
# Python's own files too, on all cores, which pip does not; libraries carry some that are none.
echo "Compiling the inner loops ..."
.venv/bin/python -m compileall -qq -j 0 .venv/lib spaceplan || :
compiling=
for module in search.moves.mover search.anneal_rooms first.anneal_buildings bound.compiled seating.anneal; do
    .venv/bin/python -c "from spaceplan.allocate.$module import compile_now; compile_now()" &
    compiling="$compiling $!"
done
for process in $compiling; do wait "$process"; done
touch ".venv/.for-$purpose"
