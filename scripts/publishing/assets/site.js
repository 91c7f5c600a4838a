// Draws the chart of a table and lets the reader choose the measure; copies citations.
"use strict";
(() => {
  const held = document.getElementById("charts");
  if (held) {
    const specs = JSON.parse(held.textContent);
    const place = document.getElementById("chart");
    const choice = document.getElementById("measure");
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const draw = (name) => vegaEmbed(place, specs[name], { actions: false, renderer: "svg", theme: dark ? "dark" : undefined, config: { background: "transparent" } });
    draw(choice ? choice.value : Object.keys(specs)[0]);
    if (choice) choice.addEventListener("change", () => draw(choice.value));
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }
})();
