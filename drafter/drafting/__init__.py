"""Template, answers and phrasebank → Document, in which every run knows where it comes from."""
