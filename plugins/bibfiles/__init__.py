"""What readers and writers of bibliography files share."""
