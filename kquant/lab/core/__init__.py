"""k-means on points in a plane, to be watched step by step."""
