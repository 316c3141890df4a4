"""What users do to a round, shared by the web and the command line.

A round is added (`setup`), its carriers are brought in (`invitees`), codes are issued (`access`), respondents enter
(`entry`) and fill in (`filling`), answers from elsewhere are imported (`imports`), the round is counted (`closing`) and
its report published (`publishing`). `demo` plays all of it through with invented carriers.
"""
