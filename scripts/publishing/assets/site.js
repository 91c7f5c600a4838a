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
  const save = (name, type, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => {
      const drawn = document.getElementById(button.dataset.save).querySelector("svg");
      save(`${button.dataset.name}.svg`, "image/svg+xml", new XMLSerializer().serializeToString(drawn));
    });
  }
  for (const button of document.querySelectorAll("[data-rows]")) {
    button.addEventListener("click", () => {
      const table = document.getElementById(button.dataset.rows);
      const cell = (node) => node.dataset.value ?? node.textContent.trim();
      const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const lines = [...table.rows].map((row) => [...row.cells].map((node) => quoted(cell(node))).join(","));
      save(`${table.dataset.name}.csv`, "text/csv", `\ufeff${lines.join("\n")}\n`);
    });
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }
})();
