"""What the API costs a request, beside what a user would pick instead: see README.md."""
