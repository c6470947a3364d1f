"""The estates of the provinces: added, renamed, given to somebody, retired."""
