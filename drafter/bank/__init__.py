"""The phrasebank: folders of <topic>.yaml ⇄ phrases, their layers, their exchange, the search over them, snippets."""
