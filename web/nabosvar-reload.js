// Shows a form that is being written as it is now: asks which content the link shows, and loads the page again when it is
// another one. Only pages of `nabosvar form preview` have this script.

"use strict";

const { address, digest } = document.currentScript.dataset;

setInterval(async () => {
  try {
    const response = await fetch(address, { cache: "no-store" });
    // By address and not again as it came: the page may be the reply to a form.
    if (response.ok && (await response.text()) !== digest) location.replace(location.href);
  } catch {
    // The command was stopped; perhaps it comes back.
  }
}, 1000);
