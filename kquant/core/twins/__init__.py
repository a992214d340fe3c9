"""The kernels in numpy: what they mean, and what runs where they are not compiled."""
