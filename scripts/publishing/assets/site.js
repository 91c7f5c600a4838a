// Copies citations and links; shows figures of chosen grades only.
"use strict";
(() => {
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy"); // where a page may not use the clipboard by itself
      area.remove();
    }
  };
  for (const button of document.querySelectorAll("[data-copy], [data-link]")) {
    button.addEventListener("click", async () => {
      const held = button.dataset.copy && document.getElementById(button.dataset.copy);
      await copy(held ? held.textContent : location.href);
      button.textContent = button.dataset.done;
    });
  }
  const boxes = document.querySelectorAll("input[name=grade]");
  const show = () => {
    for (const box of boxes) document.body.classList.toggle(`without-${box.value}`, !box.checked);
  };
  for (const box of boxes) box.addEventListener("change", show);
  for (const button of document.querySelectorAll("[data-grades]")) {
    button.addEventListener("click", () => {
      for (const box of boxes) box.checked = Boolean(button.dataset.grades);
      show();
    });
  }
  show();
})();
