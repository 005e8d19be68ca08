"""The words of the field, as data, and what loads them. Text in, judgements out."""
