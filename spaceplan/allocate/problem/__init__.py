"""The problem in whole numbers: what is asked, what holds for it, and what a plan of it costs."""
