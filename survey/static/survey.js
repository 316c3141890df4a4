// Makes pages better that work without it: takes the code out of the link, and puts the focus on errors.
"use strict";

const code = document.getElementById("code");
if (code && location.hash.length > 1) {
  code.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  code.focus();
}

const errors = document.getElementById("errors");
if (errors) errors.focus();
