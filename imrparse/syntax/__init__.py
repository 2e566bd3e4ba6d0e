"""From a text to its parse: grammars, terminals, islands, layout, tokens, the automaton."""
