"""From seeds to resources: reading what is typed, computing what it means, writing what users load."""
