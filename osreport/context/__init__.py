"""The plan set as what the templates print: cover fields and a stream of typed blocks."""
