// The other language shows what this one shows: the same question, the same measure.
"use strict";
for (const link of document.querySelectorAll("nav .other")) {
  link.addEventListener("click", () => {
    link.search = location.search;
  });
}
