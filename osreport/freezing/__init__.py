"""The numbers of a document, frozen as a source file, and what has become of frozen ones since."""
