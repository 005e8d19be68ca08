# make draft — 生成示例报告；make test — 跑全部测试；make bench — 量准确率和速度。各自独立，首次运行会自动建立 .venv。
# make test-lowest、test-newest — 用允许的最低版本、现有的最新版本各跑一遍核心测试；make constraints — 更新 constraints.txt。
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
CORE   := $(VENV)/.ready-core
READY  := $(VENV)/.ready
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
BENCH  := PYTHONPATH=tests $(BIN)/python -m bench

.PHONY: draft test test-lowest test-newest coverage lint attack bench bench-understanding bench-draft bench-suggest bench-house bench-check bench-relations bench-web
.PHONY: constraints clean

draft: $(CORE)
	@mkdir -p out
	@$(BIN)/drafter render examples/yunxi-2025 -o out/yunxi-2025.docx

test: $(READY) lint
	@$(BIN)/python -m pytest -n auto

# Fresh environments every time, at both ends of what pyproject.toml allows: .ci/core-tests says which tests and why.
test-lowest test-newest: test-%:
	@.ci/core-tests $*

# What the programs that tests start run through counts too, which takes about twice the time of `make test`.
coverage: $(READY)
	@$(BIN)/python -m coverage erase
	@$(BIN)/python -m coverage run -m pytest -n auto
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# All of them, which also writes the row of this version in tests/bench/RESULTS.md; or one alone.
bench: extra-bench extra-bench-draft bench-house
	@$(BENCH).results
bench-understanding: extra-bench
	@$(BENCH).understanding
bench-draft: extra-bench-draft
	@$(BENCH).draft
bench-suggest: $(READY)
	@$(BENCH).suggest
bench-house: extra-bench-house
	@$(BENCH).house
bench-web: $(READY)
	@$(BENCH).web
bench-check: $(READY)
	@$(BENCH).checking $(SOURCES)
bench-relations: $(READY)
	@$(BENCH).relations $(SHARED)

# Wrong inputs, kills, five at once, and the network: about twenty minutes, the same with every run.
attack: $(READY)
	@$(BENCH).attack
extra-%: $(READY)
	@$(PIP) -e '.[$*]' || echo "没有装上对照的工具（$*），相应各处会注明"

# The program alone, for `make draft`; then what tests and checks need. The builder is installed like everything else, so
# that its version too is the one in constraints.txt.
$(CORE): pyproject.toml constraints.txt
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) hatchling
	@$(PIP) --no-build-isolation -e .
	@$(BIN)/python -m compileall -q drafter
	@touch $@

$(READY): $(CORE)
	@$(PIP) --no-build-isolation -e '.[dev]'
	@touch $@

# Versions that fit every extra, every system and Python 3.11 to 3.13 together; nothing but names and versions.
constraints:
	@$(PYTHON) -m venv --clear .venv-tools
	@.venv-tools/bin/python -m pip install --quiet --disable-pip-version-check uv
	@.venv-tools/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --no-header --no-annotate \
	  --output-file .venv-tools/constraints.txt pyproject.toml >/dev/null
	@{ echo "# make constraints 生成，不要手改。"; cat .venv-tools/constraints.txt; } >constraints.txt
	@rm -rf .venv-tools

clean:
	@rm -rf $(VENV) .venv-lowest .venv-newest .venv-tools out
