"""What ``scripts.benchmark`` measures: generated packages with known truth, and the tools that are compared on them."""
