# `make run` and `make test` do everything. Both set up what they need first, in .venv.
SHELL := /bin/sh
PORTFOLIO ?= floorplans/wuxi
OUT ?= out/$(notdir $(PORTFOLIO))

.PHONY: run dashboard test screens lint clean

run: .venv/.for-run
	@.venv/bin/spaceplan run $(PORTFOLIO) -o $(OUT); code=$$?; \
	case $$code in \
	0) echo "Done: no finding remains. Open $(OUT)/report.html" ;; \
	1) echo "Done: findings or people without a seat remain (exit code 1). Open $(OUT)/report.html" ;; \
	*) echo "Failed with exit code $$code; the lines above say why." >&2; exit $$code ;; \
	esac

dashboard: .venv/.for-run
	.venv/bin/spaceplan dashboard $(PORTFOLIO)

test: .venv/.for-test
	.venv/bin/python -m pytest -n 2 --dist worksteal

# Every page on every screen as pictures to look at: out/screens/index.html; not part of the tests.
screens: .venv/.for-test
	.venv/bin/python -m tests.dashboard.browser.screens

lint: .venv/.for-test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

.venv/.for-run: pyproject.toml constraints.txt scripts/setup.sh
	@sh scripts/setup.sh run

.venv/.for-test: pyproject.toml constraints.txt scripts/setup.sh
	@sh scripts/setup.sh test

clean:
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache
