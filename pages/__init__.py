"""Pages for people: every one an answer of the API made visible, in Chinese and in English."""
