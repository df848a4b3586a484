"""Revue annuelle: device by device, then closed and printed."""
