"""Answers as files to take away: CSV, XLSX and NDJSON, complete, streamed from one snapshot."""
