"""A Document read: its parts, sentences, figures, what they count and how they add up."""
