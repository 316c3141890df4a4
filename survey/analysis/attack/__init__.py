"""The attacker: what can be worked out from everything that was published, by adding and subtracting.

It knows every published figure of every round, how many people are behind every group, and which carrier gave how many
responses; it does not know the answers. Means, gaps, changes and standards are linear in the unknown sums of ratings,
so what it can derive are the vectors in the space that the published figures span; found exactly, in fractions. Means
in half points leave a range open and are no equation.

A **leak** is a derivable vector, not zero, that rests on too small a group of one side's responses:

- on fewer than k ratings (rule 1 and 3 of what may be published), or on fewer than ten where only half points may be
  shown (rule 4);
- on fewer than three carriers, unless the side is one organisation (rule 1);
- for an **insider**, a carrier that knows all its own answers: on fewer than three ratings of others. Nobody knows
  which of its people rated a question, so as many as it has responses may have (rules 1 and 3);
- a derivable number of ratings or responses below k is a leak too (rule 4).

A vector that weighs its group unevenly, or mixes a standard's items, is no better: what counts is whom it rests on.
"""

from survey.analysis.attack.crowd import Population
from survey.analysis.attack.excess import excess
from survey.analysis.attack.figures import Figure, Group, figures_of
from survey.analysis.attack.leaks import Leak, leaks
from survey.analysis.attack.reading import collect

__all__ = ["Figure", "Group", "Leak", "Population", "collect", "excess", "figures_of", "leaks"]
