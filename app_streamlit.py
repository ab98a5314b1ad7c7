"""The planning dashboard: ``streamlit run app_streamlit.py [-- PORTFOLIO]``."""

import streamlit as st

from spaceplan.dashboard.ahead import reading_ahead
from spaceplan.dashboard.app import main
from spaceplan.dashboard.first_page import first_page_routes

if __name__ == "__main__":
    main()
else:  # imported by the server, once, before the first visit
    app = st.App(__file__, lifespan=reading_ahead, routes=first_page_routes())
