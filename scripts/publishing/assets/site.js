// Draws the chart of a table and lets the reader choose the measure; copies citations.
"use strict";
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const options = { actions: false, renderer: "svg", theme: dark ? "dark" : undefined, config: { background: "transparent" } };
  const held = document.getElementById("charts");
  const specs = held ? JSON.parse(held.textContent) : {};
  const place = document.getElementById("chart");
  if (place) {
    const choice = document.getElementById("measure");
    const draw = (name) => vegaEmbed(place, specs[name], options);
    draw(choice ? choice.value : Object.keys(specs)[0]);
    if (choice) choice.addEventListener("change", () => draw(choice.value));
  }
  for (const chart of document.querySelectorAll("[data-chart]")) vegaEmbed(chart, specs[chart.dataset.chart], options);
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }
})();
