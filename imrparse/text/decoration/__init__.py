"""Marks that carriers add to a letter: mail, converters, OCR, pipelines, printers.

A carrier's mark is not part of the letter: a quotation mark of mail, a line number, a running line,
an HTML tag. Each module here recognises one kind of mark by a function ``look(view)``, which
returns masks. A mask writes something of the same length over a mark, so offsets stay true.
`peeling` applies the looks in order, again and again since carriers nest.
"""
