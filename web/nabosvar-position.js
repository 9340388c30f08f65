// Fills in where the device is, with how exact that is; without this file one writes it, or leaves it out.

"use strict";

for (const field of document.querySelectorAll("input[data-position]")) {
  if (!navigator.geolocation) break;
  const button = document.createElement("button");
  const told = document.createElement("p");
  // Not one that sends the page.
  button.type = "button";
  button.className = "button other";
  button.textContent = field.dataset.position;
  told.className = "hint";
  told.setAttribute("role", "status");
  field.after(button, told);

  button.addEventListener("click", () => {
    told.textContent = "…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Six places are a tenth of a metre; the height stands between them and the accuracy, and nobody needs it.
        const accuracy = Math.ceil(coords.accuracy);
        field.value = `${coords.latitude.toFixed(6)} ${coords.longitude.toFixed(6)} 0 ${accuracy}`;
        told.textContent = `± ${accuracy} m`;
        // For a plan that shows it.
        field.dispatchEvent(new Event("change"));
      },
      () => { told.textContent = field.dataset.positionUnknown; },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 },
    );
  });
}
