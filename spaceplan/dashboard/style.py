"""What all pages look like beyond the theme: space, small print, a phone's width, paper."""

from __future__ import annotations

#: Streamlit leaves much room above a page and in its navigation, and its small print is too faint
#: to read; printing takes the page alone. Inks are said for both grounds: the theme
#: may follow the time of day while the page is open, and nothing is sent anew then.
PAGE_STYLE = """<style>
[data-testid="stMainBlockContainer"] { padding: 2.5rem 2.5rem 3rem; }
.sp-skip { position: fixed; top: -6rem; left: 0.5rem; z-index: 1000000; padding: 0.5rem 1rem;
  border-radius: 6px; background: light-dark(#14181C, #F6F4EF); color: light-dark(#FFFEFB, #14171A);
  outline-offset: 2px; }
.sp-skip:focus { top: 0.5rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p
  { opacity: 1; color: light-dark(#4F6273, #A3B4C3); }
[data-testid^="stBaseButton-primary"]:not(:disabled) p { color: light-dark(#FFFEFB, #14171A); }
[data-testid="stElementContainer"]:has(.sp-printed, .sp-paper) { display: none; }
[data-testid="stBaseButton-tertiary"], [data-testid="stBaseButton-tertiary"] p { text-align: left; }
[data-testid="stBaseButton-tertiary"] > div { justify-content: flex-start; }
[data-testid="stButtonGroup"] > [role] { flex-wrap: wrap; }
[data-testid="stSidebarHeader"] { height: 3rem; margin-bottom: 0.25rem; }
[data-testid="stSidebarNav"] li { margin: 0; }
[data-testid="stSidebarNavItems"] > div + div { margin-top: 0.5rem; }
[data-testid="stSidebarUserContent"] { padding-bottom: 1rem; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: 0.75rem; }
/* Streamlit says in English how large a file may be; the page says it in its own words. */
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
/* brought into sight with the beginning of what stands below it */
.st-key-finding_card, .st-key-department_card { scroll-margin-bottom: 9rem; }
@media (hover: none) {
  /* a table's tools stay in sight there: they lie above it, not on what is before it */
  [data-testid="stElementContainer"]:has([data-testid="stDataFrame"]) { margin-top: 1.75rem; }
}
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 3.25rem 1rem 2rem; }
  [class*="_places"] [data-testid="stColumn"]:not(:first-child) { min-width: 40%; flex: 1 1 40%; }
}
@media print and (orientation: portrait) {
  /* four sites beside each other leave no room for their bars */
  [data-testid="stHorizontalBlock"]:has(.sp-bars) { display: grid; grid-template-columns: 1fr 1fr; }
  [data-testid="stHorizontalBlock"]:has(.sp-bars) > [data-testid="stColumn"]
    { width: auto; min-width: 0; break-inside: avoid; }
}
@media print and (orientation: landscape) {
  [data-testid="stHorizontalBlock"]:has(.sp-bars) { break-inside: avoid; }
}
@media print {
  [data-testid="stElementContainer"]:has(.sp-printed, .sp-paper) { display: block; }
  [data-testid="stElementContainer"]:has(h2, h3) { break-after: avoid; }
  @page { margin: 12mm; } /* sheet and orientation as chosen: a long storey is printed across */
  .sp-skip, [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stButton"], [data-testid="stDownloadButton"], [data-testid="stPopover"],
  [data-testid="stSelectbox"], [data-testid="stMultiSelect"], [data-testid="stTextInput"],
  [data-testid="stButtonGroup"], [data-testid="stCheckbox"], [data-testid="stForm"],
  [data-testid="stExpander"] details:not([open]),
  [data-testid="stAlert"]:has([data-testid="stAlertContentInfo"]),
  [data-testid="stElementContainer"]:has(.sp-printed) + [data-testid="stElementContainer"]
    { display: none !important; }
  [data-testid="stMainBlockContainer"] { padding: 0; max-width: none; }
  /* the storey takes the whole sheet, and what is said of a room stands below it */
  .st-key-plan_sheet [data-testid="stHorizontalBlock"] { display: block; }
  .st-key-plan_sheet [data-testid="stColumn"] { width: 100%; }
  .st-key-plan_sheet [data-testid="stColumn"]:last-child { break-inside: avoid; }
  /* who holds it and what is found of it are buttons there, and stay as words */
  .st-key-plan_sheet [data-testid="stButton"]:has([data-testid="stBaseButton-tertiary"])
    { display: block !important; }
  .st-key-plan_sheet [data-testid="stBaseButton-tertiary"] [data-testid="stIconMaterial"]
    { display: none; }
  .st-key-plan_sheet [data-testid="stBaseButton-tertiary"] { padding: 0; }
  .stApp .stMarkdownColoredText { color: #B83712 !important; }
  [data-stale] { opacity: 1 !important; } /* also what is being shown anew */
  html, body, .stApp, [data-testid="stMain"], .stApp h1, .stApp h2, .stApp h3
    { background: #ffffff !important; color: #000000 !important; }
  .stApp p { background: none !important; color: #000000 !important; }
  .stApp h1 { padding: 0; font-size: 20pt; }
}
</style>"""
