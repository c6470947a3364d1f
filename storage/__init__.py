"""SQL, whole and literal, one file per table family."""
