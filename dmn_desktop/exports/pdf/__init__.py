"""Documents on paper, as PDF. Importing one of them loads fpdf2: do it when a document is asked."""
