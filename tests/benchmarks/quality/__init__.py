"""Parts of ``bench_quality``: runs that are measured and saved, growth, the table of goals."""
