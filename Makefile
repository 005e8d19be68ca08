# make draft — 生成示例报告；make test — 跑全部测试。两者各自独立，首次运行会自动建立 .venv。
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: draft test lint clean

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

$(READY): pyproject.toml
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

clean:
	@rm -rf $(VENV) out
