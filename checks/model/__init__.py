"""What a printed figure says, and what a relation between figures is."""
