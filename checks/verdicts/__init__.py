"""All relations decided, and what follows: findings, concessions, pinned counts."""
