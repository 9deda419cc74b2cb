// The SPARQL editor: highlights, completes and checks a query in the place of a textarea, which keeps the text.

import Yasqe from "@zazuko/yasqe";

// Prefixes that need no declaration are known from the start: the editor marks only those that are unknown to the server too.
const know = (yasqe, prefixes) => {
  const mode = yasqe.getMode();
  const { startState } = mode;
  mode.startState = () => {
    const state = startState();
    Object.assign(state.prefixes, prefixes);
    return state;
  };
  yasqe.setValue(yasqe.getValue()); // read anew from there
};

// Nothing is fetched from elsewhere: prefixes come from the query and the page, no completion asks a foreign service.
export const editor = (area, prefixes = {}) => {
  const place = document.createElement("div");
  place.dir = "ltr";
  area.before(place);
  area.hidden = true;
  const yasqe = new Yasqe(place, {
    value: area.value,
    persistenceId: null,
    showQueryButton: false,
    createShareableLink: null,
    pluginButtons: null,
    collapsePrefixesOnLoad: true,
    editorHeight: "18rem",
    autocompleters: ["variables"],
    prefixCcApi: null,
    extraKeys: {
      "Ctrl-Enter": () => area.form.requestSubmit(),
      "Cmd-Enter": () => area.form.requestSubmit(),
    },
  });
  know(yasqe, prefixes);
  yasqe.getInputField().setAttribute("aria-label", area.labels[0]?.textContent ?? "SPARQL");
  yasqe.on("change", () => {
    area.value = yasqe.getValue();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
};
