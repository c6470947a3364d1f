"""The commands of `mehvar`, one file each."""
