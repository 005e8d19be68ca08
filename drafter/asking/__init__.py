"""The questionnaire, its answers and the ways to fill it in. A template's questions in, a Report with raw answers out."""
