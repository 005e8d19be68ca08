"""Ways to fill in the questionnaire. Questions in, a Report with raw answers out; each form saves after every answer."""
