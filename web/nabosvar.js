// Makes a bad connection bearable; without this file everything works as well. A form is sent from here, so that the page
// with its answers stays when the connection is gone, and so that a second tap sends nothing.

"use strict";

for (const form of document.querySelectorAll("form[data-offline]")) {
  let isBusy = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    const button = event.submitter ?? form.querySelector("button");
    const label = button.textContent;
    const sent = new FormData(form);
    // Only files need the longer way of writing.
    const body = form.enctype === "multipart/form-data" ? sent : new URLSearchParams(sent);
    if (button.name) body.set(button.name, button.value);
    tell(form, "");
    button.setAttribute("aria-disabled", "true");
    const waiting = setTimeout(() => { button.textContent = form.dataset.sending; }, 600);
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { accept: "text/uri-list" } });
      const isSaved = response.ok && response.headers.get("content-type") === "text/uri-list";
      // What is not a plain "saved" is a page that says why: the browser shows it when it sends the form itself.
      if (isSaved) location.assign((await response.text()).trim());
      else sendPlainly(form, button);
    } catch {
      isBusy = false;
      clearTimeout(waiting);
      button.textContent = label;
      button.removeAttribute("aria-disabled");
      tell(form, form.dataset.offline);
    }
  });

  // Back from the next page, this one may be shown as it was left.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

document.getElementById("problems")?.focus();

function tell(form, words) {
  let place = form.querySelector(".offline");
  if (!place) {
    place = document.createElement("p");
    place.className = "offline";
    place.setAttribute("role", "status");
    form.append(place);
  }
  place.textContent = words;
}

function sendPlainly(form, button) {
  if (button.name) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = button.name;
    field.value = button.value;
    form.append(field);
  }
  form.submit();
}
