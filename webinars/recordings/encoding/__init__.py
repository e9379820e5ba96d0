"""Lighter copies of an original, and pictures of slides, each made by a program of its own.

Nothing is imported here: the program (`program.py`) is loaded without the house.
"""
