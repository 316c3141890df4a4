// Makes pages better that work without it: takes the code out of the link, and puts the focus on errors.
"use strict";

const code = document.getElementById("code");

function takeCode() {
  const found = /^#([0-9A-Za-z-]{16,})$/.exec(location.hash);
  if (!found) return;
  code.value = found[1];
  history.replaceState(null, "", location.pathname);
  code.focus();
}

if (code) {
  takeCode();
  addEventListener("hashchange", takeCode);
}

const errors = document.getElementById("errors");
if (errors) errors.focus();
