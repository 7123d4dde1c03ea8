"""目标: one goal where the address names it (``?target=``), otherwise the whole list in the filter."""

import streamlit as st

from dashboard.goal_list import goal_list
from dashboard.goal_page import goal_page

if target_id := st.query_params.get("target"):
    goal_page(target_id)
else:
    goal_list()
