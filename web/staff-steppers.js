// Puts two large buttons beside every number that is counted, and adds the numbers up. Without it, numbers are typed.
"use strict";

for (const stepper of document.querySelectorAll(".stepper")) {
  const input = stepper.querySelector("input");
  const label = stepper.querySelector("label");
  const button = (words, sign, step) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "step";
    made.textContent = sign;
    made.setAttribute("aria-label", `${words}: ${label.textContent}`);
    made.addEventListener("click", () => {
      const number = Math.round(Number(input.value)) || 0;
      input.value = Math.min(Math.max(number + step, 0), Number(input.max));
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return made;
  };
  input.before(button(stepper.dataset.less, "−", -1));
  input.after(button(stepper.dataset.more, "+", 1));
  stepper.classList.add("with-steps");
}

const total = document.querySelector("[data-total]");
const counts = [...document.querySelectorAll('.stepper input[name^="age_"]')];
total?.closest("main").addEventListener("input", () => {
  total.textContent = counts.reduce((sum, input) => sum + (Number(input.value) || 0), 0);
});
