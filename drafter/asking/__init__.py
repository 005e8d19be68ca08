"""The questionnaire, its answers and the ways to fill it in. Questions in, a Report with raw answers out."""
