"""Language: fixed words, figures in words, names in running text, references in print, and the calls of prose."""
