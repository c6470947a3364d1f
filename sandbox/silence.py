"""What the page's phones send where nobody has a file at hand: a second of silence (Ogg Opus), and a sticker (WebP)."""

import base64

SILENCE = base64.b64decode(
    "T2dnUwACAAAAAAAAAAABAAAAAAAAAByf9dkBE09wdXNIZWFkAQE4AYC7AAAAAABPZ2dTAAAAAAAAAAAAAAEAAAABAAAAlFNvbAEWT3B1c1RhZ3"
    "MGAAAAbWVodmFyAAAAAE9nZ1MABIC7AAAAAAAAAQAAAAIAAADpVDPGMgMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMD"
    "AwMDAwMDAwMD+P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P"
    "/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/++P/+"
)
STICKER = base64.b64decode(
    "UklGRmgBAABXRUJQVlA4TFsBAAAvX8AXEBcgEEjiXn4NAUGR/6MJBJJE98d4/gP+FUiOJKmSLIwjoqBPzgcRkAIl9nvighmkmg2VNbv73jmi/x"
    "MQ/mM7mV0mrw6d26zxGJV+ygqN0dYt2TYtNDWak6XbsmXaaKEYT01Jp67k01R4ohx3TUu7ruVXTY07OsbXNI/0mu6RPaphCmWRpMdtnCji7RI9"
    "4FSBtWtCAQbJpN2A5QOALhV48ymWbrsB45I9lg8AulTgzacAQ6mbG7CUsi4AqNwGyeqBN5IFeFMqsBtKARZ5A5ZyAwYJgEoB3liBN0u7VAAswD"
    "ikAwGsG7C0GzDgUrClVjdvprDhZpyi4XZZHuVC29xUAG+GYCCAIfTdzZRN5Q1LaLs6bjwnE9e3Eg7m+KLpELZdy69qWtoFLR6mFI5dyaempFNQ"
    "omEKwdht2dJsyRKmKZi7JduCJQr9lIN6ilLf5aDPTfDsZA7/gQA="
)
