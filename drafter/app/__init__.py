"""The verbs: what `drafter` does, as functions. Paths and plain values in, model values out; nothing is printed here.

The command line and any other surface import the module of the verb that they need and nothing below this room. A verb
that works on a report takes that report's own template; one that has no report is told a template's name.
"""
