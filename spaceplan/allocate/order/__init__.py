"""Terms in a strict order: level by level, each as small as can be, with what is proven of it."""
