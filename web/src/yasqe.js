// The SPARQL editor: highlights, completes and checks a query in the place of a textarea, which keeps the text.

import Yasqe from "@zazuko/yasqe";

// Nothing is fetched from elsewhere: prefixes come from the query, no completion asks a foreign service.
export const editor = (area) => {
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
  yasqe.getInputField().setAttribute("aria-label", area.labels[0]?.textContent ?? "SPARQL");
  yasqe.on("change", () => {
    area.value = yasqe.getValue();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
};
