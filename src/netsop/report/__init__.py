"""What people and machines are shown. Input: the records of the model; output: text, never printed here."""
