"""The log of incidents and the corrective actions."""
