"""Small files of every kind that people send, real in their first bytes."""

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(64) + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
WEBP = b"RIFF\x40\x00\x00\x00WEBPVP8 " + bytes(64)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(64) + b"%%EOF\n"
OGG = b"OggS\x00\x02" + bytes(22) + b"OpusHead"
MP4 = b"\x00\x00\x00\x20ftypisom" + bytes(64)
EXE = b"MZ\x90\x00\x03" + bytes(64) + b"This program cannot be run in DOS mode."
ZIP = b"PK\x03\x04\x14\x00" + bytes(64)
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
