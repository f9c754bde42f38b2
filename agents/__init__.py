"""Tools for language models, over the Model Context Protocol: the API's answers, cited and short.

An extra: `pip install -r requirements-mcp.txt` and `POLICYAPI_MCP=1`. Nothing else needs it.
"""
