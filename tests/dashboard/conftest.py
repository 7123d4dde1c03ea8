"""A published small board, and the dashboard opened on it without a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.data import Board, current_board
from pipeline.board import publish
from tests.dashboard.small_board import frames

APP = Path(__file__).resolve().parent.parent.parent / "dashboard" / "app.py"
Open = Callable[..., AppTest]


@pytest.fixture
def data_folder(tmp_path, monkeypatch) -> Path:
    """An empty data folder that the dashboard reads; caches forget what other tests read."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    st.cache_data.clear()
    st.cache_resource.clear()
    return tmp_path


@pytest.fixture
def published(data_folder) -> Path:
    """The data folder with the small board in it."""
    publish(frames(), data_folder)
    return data_folder


@pytest.fixture
def board(published) -> Board:
    return current_board()


@pytest.fixture
def open_page(data_folder) -> Open:
    """``open_page('city', city=['云溪市'])``: a page of the app at an address, run once."""

    def open_at(page: str = "overview", **query: list[str]) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        if page != "overview":
            app.run()
        for name, values in query.items():
            app.query_params[name] = values
        return app.run() if page == "overview" else app.switch_page(f"app_pages/{page}.py").run()

    return open_at
