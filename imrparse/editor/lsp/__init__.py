"""The language server: what an editor shows of a draft, by the Language Server Protocol."""
