"""Translation: texts cut into paragraphs, their identities, and texts put together again."""
