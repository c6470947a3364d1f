"""The buttons of the card that tells a signer what waits."""
