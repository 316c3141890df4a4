"""The carrier's and the office staff's way through the questionnaire, from the code to the receipt."""
