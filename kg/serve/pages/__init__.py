"""The pages for people: server-rendered HTML, one style sheet, two small ES modules, nothing from elsewhere."""
