"""The inner loops in C, and the module made of them if there was a compiler; see `kquant.core.kernels`."""
