"""Laptops without a server: the dialog that exchanges, and what it left open."""
