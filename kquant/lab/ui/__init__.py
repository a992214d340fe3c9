"""The clustering lab: k-means on points in a plane, to be watched and played with."""
