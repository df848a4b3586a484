"""Information for patients: sheets, their texts, answers on reuse, hand-outs, other papers."""
