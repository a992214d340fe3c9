"""The guard: hashes of what KQuant makes of many pictures and settings, to tell when a result changes."""
