"""What leaves the board as a file: a view on screen goes in, the bytes of a document come out."""
