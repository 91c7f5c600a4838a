"""Proofs of the joint system: found by a solver, written down as certificates, kept as long as their figures stand."""
