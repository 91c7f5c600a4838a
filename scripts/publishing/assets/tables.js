// Tables that can be sorted and filtered, and saved as they are shown.
"use strict";
(() => {
  for (const table of document.querySelectorAll("table[data-filter]")) {
    const { filter, none, sort } = table.dataset;
    new simpleDatatables.DataTable(table, {
      paging: false,
      type: "html", // keeps the links; numbers are sorted by data-order
      columns: [...table.tHead.rows[0].cells].map((cell, at) => ({ select: at, type: "html" })),
      labels: { placeholder: "", searchLabel: filter, searchTitle: filter, noRows: none, noResults: none, info: "", sortHint: sort },
    });
  }
  for (const button of document.querySelectorAll("[data-rows]")) {
    button.addEventListener("click", () => {
      const table = document.getElementById(button.dataset.rows);
      const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const heading = (cell) => cell.innerText.trim().replace(/\s+/g, " ");
      const lines = [[...table.tHead.rows[0].cells].map(heading), ...[...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.dataset.order ?? cell.textContent.trim()))];
      const text = `\ufeff${lines.map((cells) => cells.map(quoted).join(",")).join("\n")}\n`;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
      link.download = `${table.dataset.name}-shown-${document.documentElement.lang}.csv`;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }
})();
