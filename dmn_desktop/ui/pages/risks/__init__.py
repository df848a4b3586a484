"""Risques: the matrix, the list, one risk, the proposals and the scale."""
