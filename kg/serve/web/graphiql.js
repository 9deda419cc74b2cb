// Start GraphiQL, which is in the bundle, where the page has a place for it.

const place = document.getElementById("graphiql");
const style = document.createElement("link");
style.rel = "stylesheet";
style.href = place.dataset.style;
document.head.append(style);
const { start } = await import(place.dataset.editor);
start(place);

// The fields of its editors have no name of their own, and what scrolls is not reached by keyboard.
const named = () => {
  for (const field of place.querySelectorAll("textarea:not([aria-label])")) {
    const part = field.closest("section[aria-label]") ?? document.querySelector("h1");
    field.setAttribute("aria-label", part.getAttribute("aria-label") ?? part.textContent);
  }
  for (const part of place.querySelectorAll(".CodeMirror-scroll[tabindex='-1']")) part.tabIndex = 0;
};
new MutationObserver(named).observe(place, { childList: true, subtree: true });
named();
