"""The Secretariat's forms: questions and words, no rules."""
