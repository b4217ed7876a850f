"""What is sent out with a document on hearing: letters, announcements, the case, the reply form, the calendar."""
