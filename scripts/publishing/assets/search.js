// Full-text search in both languages. Words of letters and digits, and all Chinese characters, must occur; where these
// stand side by side as in the question, a page ranks higher.
"use strict";
(() => {
  const HAN = /[\u3400-\u9fff]/;
  const tokens = (text, asked) => {
    const found = [];
    for (const run of text.toLowerCase().replace(/(\d),(?=\d{3})/g, "$1").match(/[\u3400-\u9fff]+|[a-z0-9_.:%-]+/g) || []) {
      if (asked && /\w:\w/.test(run)) {
        found.push(/^\w+:\d+$/.test(run) ? `${run}:` : run.replace(/:$/, "")); // an id means all of it, a line its figures
      } else if (!HAN.test(run)) {
        found.push(run.replace(/^[.:-]+|[.:-]+$/g, ""), ...run.split(/[_:-]+|\.(?!\d)/));
      } else {
        found.push(...run);
        for (let at = 0; at + 1 < run.length; at += 1) found.push(run.slice(at, at + 2));
      }
    }
    return [...new Set(found.filter(Boolean))];
  };
  const { root, language, none, some, partly, kinds } = window.site;
  const index = new MiniSearch({ fields: ["title", "other", "also", "id"], storeFields: ["path", "title", "kind"], tokenize: (text) => tokens(text, false), processTerm: (term) => term });
  const own = language === "en" ? ["en", "zh"] : ["zh", "en"];
  index.addAll(window.searchDocuments.map((d) => ({ id: d.id, path: d.path, kind: d.kind, title: d[own[0]], other: d[own[1]], also: d.also })));
  const hits = document.getElementById("hits");
  const words = document.getElementById("words");
  const more = document.getElementById("more");
  const KINDS = { table: 4, finding: 2, series: 2.5, level: 1.5, figure: 1 };
  const SHOWN = 50;
  const ask = () => {
    const query = words.value.trim();
    const asked = tokens(query, true);
    const needed = asked.filter((token) => token.length === 1 || !HAN.test(token));
    const options = { tokenize: (text) => tokens(text, true), prefix: (term) => !HAN.test(term), boostDocument: (id, term, stored) => KINDS[stored.kind], boost: { title: 2 } };
    const having = (hit) => needed.filter((token) => hit.queryTerms.includes(token)).length;
    const every = needed.length ? index.search(query, options).filter((hit) => having(hit) === needed.length) : [];
    // Where no page has all words, those with most of them, slips of the pen forgiven.
    const near = every.length || !needed.length ? [] : index.search(query, { ...options, fuzzy: (term) => (/^[a-z]{5,}$/.test(term) ? 0.25 : false) });
    const most = Math.max(0, ...near.map(having));
    const found = every.length ? every : near.filter((hit) => having(hit) === most && most * 2 >= needed.length);
    const said = every.length ? some : `${partly} ${some}`;
    document.getElementById("found").textContent = !query ? "" : found.length ? said.replace("{count}", found.length.toLocaleString("en")) : none;
    hits.replaceChildren(
      ...found.slice(0, SHOWN).map((hit) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        const kind = document.createElement("small");
        link.href = root + hit.path;
        link.textContent = hit.title;
        kind.textContent = kinds[hit.kind];
        kind.className = "tag";
        item.append(kind, " ", link);
        return item;
      }),
    );
    more.hidden = found.length <= SHOWN;
    history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  };
  words.value = new URLSearchParams(location.search).get("q") || "";
  words.addEventListener("input", ask);
  document.getElementById("ask").addEventListener("submit", (event) => event.preventDefault());
  ask();
})();
