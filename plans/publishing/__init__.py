"""The data taken away: whole as files, and one fact or plan in the formats of other systems."""
