// Draws the charts of a page as wide as it is, lets the reader choose one, and saves it for a slide or a paper.
"use strict";
(() => {
  const held = document.getElementById("charts");
  if (!held) return;
  const specifications = JSON.parse(held.textContent);
  const options = { actions: false, renderer: "svg", config: { background: "transparent" } }; // letters take the colour of the page
  const LINE = 15;
  const HAN = /[\u3400-\u9fff]/;

  // Labels in lines of at most so many letters; a Chinese character is as wide as two.
  const wrapped = (text, letters) => {
    const lines = [""];
    const width = (part) => [...part].reduce((sum, letter) => sum + (HAN.test(letter) ? 2 : 1), 0);
    for (const part of text.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+/g) || []) {
      if (width(lines.at(-1) + part.trimEnd()) > letters && lines.at(-1)) lines.push("");
      lines[lines.length - 1] += part;
    }
    return lines.map((line) => line.trim());
  };

  const fitted = (specification, width, title) => {
    const copy = structuredClone(specification);
    const letters = width < 560 ? 17 : 44;
    let lines = 1;
    const labels = {};
    for (const { label } of copy.data.values) {
      labels[label] = wrapped(label, letters);
      lines = Math.max(lines, labels[label].length);
    }
    const groups = copy.layer[0].encoding.color ? new Set(copy.data.values.map((bar) => bar.group)).size : 1;
    const step = Math.max(copy.height.step, Math.ceil((lines * LINE + 4) / groups));
    copy.height = step * groups * Object.keys(labels).length; // a number, because a step cannot be fitted
    for (const layer of copy.layer) layer.encoding.y.axis = { labelExpr: `(${JSON.stringify(labels)})[datum.value]`, labelLineHeight: LINE, labelLimit: width < 560 ? 150 : 340 };
    // Room for the numbers at the ends of the bars.
    const numbers = copy.data.values.map((bar) => Number(bar.high ?? bar.value));
    const [least, most] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
    const needed = 8 + 7 * Math.max(...copy.data.values.map((bar) => (bar.shown || "").length));
    const room = ((most - least) * needed) / Math.max(needed, (width < 560 ? width - 190 : width * 0.6) - needed);
    const scale = { domain: [least < 0 ? least - room : 0, most > 0 ? most + room : 0], nice: false };
    for (const layer of copy.layer) layer.encoding.x.scale = scale;
    if (width < 560) {
      copy.config.axisX.tickCount = 2;
      copy.config.legend.direction = "vertical";
    }
    if (title) {
      copy.title.text = wrapped(copy.title.text, 90);
      copy.title.subtitle = copy.title.subtitle.flatMap((line) => wrapped(line, 125));
    } else {
      delete copy.title;
    }
    return copy;
  };

  const draw = async (place, specification) => {
    const drawn = await vegaEmbed(place, fitted(specification, place.clientWidth, false), options);
    place.dataset.drawn = specification.data.values.length;
    for (const note of place.parentElement.querySelectorAll("[data-note]")) {
      note.hidden = !specification.data.values.some((bar) => bar[note.dataset.note]);
    }
    return drawn;
  };

  const place = document.getElementById("chart");
  const choice = document.getElementById("measure");
  const chosen = () => (choice ? choice.value : Object.keys(specifications)[0]);
  const all = () => {
    for (const chart of document.querySelectorAll("[data-chart]")) draw(chart, specifications[chart.dataset.chart]);
    if (place) draw(place, specifications[chosen()]);
  };
  all();
  if (choice) {
    const asked = new URLSearchParams(location.search).get("show");
    if (asked in specifications && asked !== choice.value) {
      choice.value = asked;
      draw(place, specifications[asked]);
    }
    choice.addEventListener("change", () => {
      history.replaceState(null, "", `?show=${encodeURIComponent(choice.value)}${location.hash}`);
      draw(place, specifications[choice.value]);
    });
  }

  // A saved picture stands alone: with title and source, on white, as wide as a slide.
  const WIDTH = 1120;
  const language = document.documentElement.lang;
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", async () => {
      const specification = { ...fitted(specifications[chosen()], WIDTH, true), width: WIDTH, background: "#ffffff", padding: 24 };
      const { view } = await vegaEmbed(document.createElement("div"), specification, { actions: false, renderer: "svg" });
      const link = document.createElement("a");
      link.href = await view.toImageURL(button.dataset.save, 2);
      const shown = chosen().replace(/[^\p{L}\p{N}_]+/gu, "-").replace(/^-|-$/g, "");
      link.download = `${button.dataset.name}-${shown}-${language}.${button.dataset.save}`;
      link.click();
      view.finalize();
    });
  }
})();
