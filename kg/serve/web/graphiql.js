// Start GraphiQL, which is in the bundle, where the page has a place for it.

const place = document.getElementById("graphiql");
const style = document.createElement("link");
style.rel = "stylesheet";
style.href = place.dataset.style;
document.head.append(style);
const { start } = await import(place.dataset.editor);
start(place);

// The fields of its editors have no name of their own.
const named = () => {
  for (const field of place.querySelectorAll("textarea:not([aria-label])")) {
    const part = field.closest("section[aria-label]") ?? document.querySelector("h1");
    field.setAttribute("aria-label", part.getAttribute("aria-label") ?? part.textContent);
  }
};
new MutationObserver(named).observe(place, { childList: true, subtree: true });
named();
