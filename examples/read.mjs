// Node 18 or later, without packages: node examples/read.mjs
// Uses china_services_trade_by_category: item_en, flow, time_period, value_musd. Run by the tests.
import { readFileSync } from "node:fs";

const file = new URL("../resources/china_services_trade_by_category.csv", import.meta.url);

// A cell is bare, or in quotes with inner quotes doubled; no cell runs over a line end.
const cells = (line) =>
  [...line.matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) =>
    quoted === undefined ? bare : quoted.replaceAll('""', '"'),
  );
const [head, ...lines] = readFileSync(file, "utf-8").trimEnd().split("\n").map(cells);
const rows = lines.map((line) => Object.fromEntries(head.map((name, place) => [name, line[place]])));

for (const row of rows) {
  if (row.flow === "imports" && row.time_period === "2023" && row.value_musd !== "") {
    console.log(`${row.item_en}: ${row.value_musd} million US dollars`); // text, so that no digit is lost
  }
}
