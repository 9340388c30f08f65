//! What the program does for people: one use case a file. Nothing here knows HTTP, and nothing here writes SQL.
