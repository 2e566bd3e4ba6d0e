"""What drafters work in: a page in the browser (`web/`), and any editor (`lsp/`)."""
