"""The index of all lists: which rows have a value or a word, in the order of their ids."""
