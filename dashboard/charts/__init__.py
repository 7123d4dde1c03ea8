"""Figures: pure functions from a frame to a plotly figure; no Streamlit here."""
