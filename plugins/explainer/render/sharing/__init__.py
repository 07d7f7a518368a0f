"""What a page says of itself to those who share or index it: tags in its head, JSON-LD, a picture."""
