"""Lists of people from spreadsheets: CSV and XLSX, read in bounded time and memory.

A list has a heading row and one person a row. What is wrong with a row is said
with its line and a reason; the other rows are none the worse for it.
"""
