"""The planning dashboard: ``streamlit run app_streamlit.py [-- PORTFOLIO]``."""

from spaceplan.dashboard.app import main

main()
