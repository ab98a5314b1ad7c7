"""What no plan can beat: lower bounds on people left out and on all terms, and their proof."""
