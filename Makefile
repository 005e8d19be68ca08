# make draft — 生成示例报告；make test — 跑全部测试；make bench — 量准确率和速度。各自独立，首次运行会自动建立 .venv。
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: draft test lint bench bench-understanding clean

draft: $(READY)
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
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]' || echo "没有装上分词工具，速度对照一栏会注明"
	@PYTHONPATH=tests $(BIN)/python -m bench.understanding

.PHONY: bench-draft
bench: bench-draft
bench-draft: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench-draft]' || echo "没有装上对照的工具，相应各行会注明"
	@PYTHONPATH=tests $(BIN)/python -m bench.draft

.PHONY: bench-suggest
bench: bench-suggest
bench-suggest: $(READY)
	@PYTHONPATH=tests $(BIN)/python -m bench.suggest

.PHONY: bench-house
bench: bench-house
bench-house: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench-house]' || echo "没有装上对照的包，会注明缺哪几个"
	@PYTHONPATH=tests $(BIN)/python -m bench.house

$(READY): pyproject.toml
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@$(BIN)/python -m compileall -q drafter
	@touch $@

clean:
	@rm -rf $(VENV) out
