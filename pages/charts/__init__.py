"""Charts as files to embed: the marks at fixed pixels, with their words, as SVG and PNG.

SVG of attributes only: no style sheet, no script, nothing fetched from elsewhere.
"""
