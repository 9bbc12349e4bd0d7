"""The words the tables are made of: names by culture, and countries with their places, phones and addresses.

All of it was written for this generator from general knowledge. A list of names is one string, the most popular
    first;
`_` stands for a space inside a name, `native=Latin/Variant` gives a name in its own script with its Latin spellings.
"""
