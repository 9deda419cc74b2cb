// Start GraphiQL, which is in the bundle, where the page has a place for it.

const place = document.getElementById("graphiql");
const style = document.createElement("link");
style.rel = "stylesheet";
style.href = place.dataset.style;
document.head.append(style);
const { start } = await import(place.dataset.editor);
start(place);
