//! How likely participants of a campaign are cheats: facts in, a score with reasons out. Pure: no I/O, no clock, no randomness.
