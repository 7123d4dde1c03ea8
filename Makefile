# make run：打开看板　make test：全部测试　make help：其余命令

PYTHON  ?=
PORT    ?= 8501
REPORTS ?=
PYTEST_ARGS ?=
# One process a core, four at the most: each has a board, a server, a browser and a PostgreSQL of its own.
PYTEST_PROCESSES ?= --numprocesses auto --maxprocesses 4 --dist load --maxschedchunk 16
DATA_DIR ?= data
export DATA_DIR

VENV   := .venv
PY     := $(VENV)/bin/python
STAMP  := $(VENV)/.installed

.PHONY: help run demo build test soak bundle check clean
.PHONY: browser-ready postgres-ready dask-ready nginx-ready
.DEFAULT_GOAL := help

help:
	@echo "make run     打开看板（首次自动装好环境、生成数据；PORT=8600 可换端口）"
	@echo "make demo    另开一个看板，读 REPORTS=文件夹 里的报告；原来的看板不变"
	@echo "make build   由 seeds/ 重新生成看板数据"
	@echo "make test    代码检查与全部测试（含真实浏览器）"
	@echo "make soak    长时间的测试：断电、双机、内网安装等"
	@echo "make bundle  打成一个内网安装包（dist/）"
	@echo "make check   只做代码检查"
	@echo "make clean   删除环境与缓存；看板数据保留"

# Built again only when a document or the pipeline changed; a build that fails leaves the last board in place.
run: $(STAMP)
	@board="$(DATA_DIR)/$$(cat "$(DATA_DIR)/CURRENT" 2>/dev/null)"; \
	if [ ! -f "$$board" ]; then \
	  $(PY) -m pipeline build; \
	elif [ -n "$$(find seeds $(wildcard data/published_figures.csv) -newer "$$board"; find pipeline -name '*.pyc' -o -type f -newer "$$board" -print)" ]; then \
	  $(PY) -m pipeline build || echo "未能重新生成，仍显示上一版数据。"; \
	fi
	@PORT=$(PORT) exec $(PY) -m dashboard.server

build: $(STAMP)
	@$(PY) -m pipeline build

# A second board in a folder of its own, with a ledger of its own, from reports that the user has.
demo: OF_ITS_OWN = DATA_DIR="$(DATA_DIR)/demo" LEDGER_URL=
demo: $(STAMP)
	@if [ -z "$(REPORTS)" ]; then echo "请指明报告在哪里，如：make demo REPORTS=../工作报告"; exit 1; fi
	@$(OF_ITS_OWN) $(PY) -m pipeline build $(REPORTS)
	@$(OF_ITS_OWN) PORT=$(PORT) exec $(PY) -m dashboard.server

test: check browser-ready postgres-ready dask-ready
	@echo "== 测试"
	@$(PY) -m pytest $(PYTEST_PROCESSES) $(PYTEST_ARGS)

# What takes long: the bundle in a network of its own, two dashboards behind nginx, killing at random.
soak: check browser-ready postgres-ready nginx-ready dask-ready
	@$(PY) -m pytest --override-ini addopts="--strict-markers -ra" tests/soak $(PYTEST_ARGS)

bundle: $(STAMP)
	@PYTHON=$(PY) deploy/bundle.sh

check: $(STAMP)
	@echo "== 代码检查"
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

# How this user may install: sudo is '', 'sudo -n', or none.
FIND_SUDO = if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo="sudo -n"; else sudo=none; fi

# Any Chromium will do; the tests look for it in the same order.
browser-ready:
	@for browser in "$$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
	  [ -n "$$browser" ] && command -v "$$browser" >/dev/null 2>&1 && exit 0; \
	done; \
	$(FIND_SUDO); \
	if [ "$$sudo" = none ] || ! command -v apt-get >/dev/null; then \
	  echo "浏览器测试需要 Chromium。请安装，或用 CHROMIUM=/路径/chromium 指明。"; exit 1; \
	fi; \
	echo "== 安装 Chromium（浏览器测试用）"; \
	$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq chromium </dev/null >/dev/null

# The tests start a server of their own from these binaries, and are left out where there are none.
postgres-ready:
	@command -v postgres >/dev/null 2>&1 && exit 0; \
	ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 && exit 0; \
	$(FIND_SUDO); \
	if [ "$$sudo" = none ] || ! command -v apt-get >/dev/null; then \
	  echo "没有 PostgreSQL，跳过在它上面的测试。安装后重试可补上：apt-get install postgresql"; exit 0; \
	fi; \
	echo "== 安装 PostgreSQL（记录库测试用）"; \
	$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq postgresql </dev/null >/dev/null

nginx-ready:
	@command -v nginx >/dev/null 2>&1 && exit 0; \
	$(FIND_SUDO); \
	if [ "$$sudo" = none ] || ! command -v apt-get >/dev/null; then \
	  echo "两台看板的测试需要 nginx，请先安装：apt-get install nginx-light"; exit 1; \
	fi; \
	$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq nginx-light </dev/null >/dev/null

# The tests start a scheduler and workers of their own; the dashboard does without.
dask-ready: $(VENV)/.dask
$(VENV)/.dask: requirements-dask.txt $(STAMP)
	@$(PY) -m pip install --quiet --disable-pip-version-check --requirement requirements-dask.txt
	@touch $@

# The stamp is newer than requirements.txt once everything in it is installed.
$(STAMP): requirements.txt
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	  python=; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "需要 Python 3.11 或更高版本。请安装后重试，或用 make PYTHON=/路径/python3.11 指明。"; exit 1; \
	fi; \
	if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "== 安装 python3-venv"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv </dev/null >/dev/null; \
	  else \
	    echo "这个 Python 缺少 venv。请先安装：apt-get install python3-venv"; exit 1; \
	  fi; \
	fi; \
	echo "== 准备运行环境（下载并安装软件包，需要能访问 Python 软件源）"; \
	$(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || "$$python" -m venv --clear $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $(STAMP)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
