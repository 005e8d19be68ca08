# make draft — 生成示例报告；make test — 跑全部测试；make bench — 量准确率和速度。各自独立，首次运行会自动建立 .venv。
# make test-lowest、test-newest — 用允许的最低版本、现有的最新版本各跑一遍核心测试；make constraints — 更新 constraints.txt。
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
CORE   := $(VENV)/.ready-core
READY  := $(VENV)/.ready
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: draft test lint bench bench-understanding clean

draft: $(CORE)
	@mkdir -p out
	@$(BIN)/drafter render examples/yunxi-2025 -o out/yunxi-2025.docx

test: $(READY) lint
	@$(BIN)/python -m pytest -n auto

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: bench-understanding

bench-understanding: $(READY)
	@$(PIP) -e '.[bench]' || echo "没有装上分词工具，速度对照一栏会注明"
	@PYTHONPATH=tests $(BIN)/python -m bench.understanding

.PHONY: bench-draft
bench: bench-draft
bench-draft: $(READY)
	@$(PIP) -e '.[bench-draft]' || echo "没有装上对照的工具，相应各行会注明"
	@PYTHONPATH=tests $(BIN)/python -m bench.draft

.PHONY: bench-suggest
bench: bench-suggest
bench-suggest: $(READY)
	@PYTHONPATH=tests $(BIN)/python -m bench.suggest

.PHONY: bench-house
bench: bench-house
bench-house: $(READY)
	@$(PIP) -e '.[bench-house]' || echo "没有装上对照的包，会注明缺哪几个"
	@PYTHONPATH=tests $(BIN)/python -m bench.house

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
.PHONY: constraints
constraints:
	@$(PYTHON) -m venv --clear .venv-tools
	@.venv-tools/bin/python -m pip install --quiet --disable-pip-version-check uv
	@.venv-tools/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --no-header --no-annotate \
	  --output-file .venv-tools/constraints.txt pyproject.toml >/dev/null
	@{ echo "# make constraints 生成，不要手改。"; cat .venv-tools/constraints.txt; } >constraints.txt
	@rm -rf .venv-tools

clean:
	@rm -rf $(VENV) .venv-lowest .venv-newest .venv-tools out
