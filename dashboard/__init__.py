"""From tables to eyes: the Streamlit pages that show the board."""
