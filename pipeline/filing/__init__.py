"""file: domains, and repeated statements tied together."""
