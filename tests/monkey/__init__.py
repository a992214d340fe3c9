"""A seeded monkey that works the real windows at random, and the laws that must hold all the while."""
