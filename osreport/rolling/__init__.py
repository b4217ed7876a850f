"""The planstrategi's window moved on: what was done, what is carried over, and the proposal that says so.

Steps: the years (`window`), what became of each revision (`judging`), what the acts say of it (`deadlines`), texts that
speak of the years (`mentions`), the changes that the council is asked to make (`changes`), the file that proposes them
(`proposal`), and the same in few words (`summary`).
"""
