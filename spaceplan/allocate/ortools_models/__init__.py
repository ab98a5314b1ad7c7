"""Where OR-Tools lives: each file is one model, with whole numbers in and out."""
