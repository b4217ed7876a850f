"""The contract between a template and what it may print: every tag is checked before anything is rendered.

Template bytes → tags with their places → blocks that open and close → names, walked through the types of the context.
"""
