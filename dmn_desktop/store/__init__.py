"""The register file: tables, opening, transactions, journal, backup."""
