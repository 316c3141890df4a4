"""What is printed: a template and what it is to say become a PDF.

Nothing here knows a round or an answer; whoever wants something printed brings its template and its words.
"""
