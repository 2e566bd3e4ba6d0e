"""Letters as HTML: the text as printed, its parts, its findings beside it, and its tree.

    letter, source, findings → blocks → pieces of text, cards, tree → article → page

`blocks` divides the text into the parts that are named at the margin. `marked_text` underlines the
findings in a stretch of text, `cards` tells them, and `tree` lists what was read. `article` puts
these together for one letter, and `page` makes one self-contained file of several.
"""
