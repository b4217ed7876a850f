"""Files that came in during a hearing → what each of them says, and by whom; nothing in them is run or fetched.

The bytes of a file → its kind (`recognised`) → inputs and what could not be read (`reading`) → merknader (`merknader`).
"""
