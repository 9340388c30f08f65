// What staff write about their work: a note in the log book on a phone, and the self-evaluation of an activity.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

const CAFE = "Lektiecafé (opdigtet)";

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`a note is written and corrected on a ${screen} without scripts`, PATIENCE, async (t) => {
    const staff = await logIn(browser, server, { viewport, scripts: screen === "tablet" });
    const { page } = staff;
    const shown = (name) => (screen === "tablet" ? look(staff, `records-${screen}-${name}`) : staff.picture(`records-${screen}-${name}`));
    await page.goto(`${server.origin}/staff/logbook`);
    await shown("logbook");
    const begun = performance.now();
    let presses = 1;
    await staff.leave(() => page.locator("main form button").first().click());
    const what = `En opdigtet snak på en ${screen}`;
    const answers = { kind: "talk", about_person: "no", next_step: "none", readers: "staff" };
    while (!page.url().endsWith("/review")) {
      const question = page.url().split("/q/")[1];
      if (question === "what") {
        await page.fill("textarea", what);
        await shown("what");
      } else if (answers[question]) {
        await staff.choose(answers[question]);
        presses += 1;
      }
      const canSkip = !answers[question] && (await page.locator('button[value="skip"]').count());
      await staff.press(canSkip ? "skip" : "next");
      presses += 1;
    }
    await shown("review");
    await staff.leave(() => page.click("main form button"));
    t.diagnostic(`a note on a ${screen}: ${presses + 1} presses, ${((performance.now() - begun) / 1000).toFixed(1)} s with pages that are looked at`);
    assert.ok((await page.textContent("main")).includes(what));
    await shown("note");
    await staff.leave(() => page.click("form[action$='/correct'] button"));
    await staff.leave(() => page.click("main form button"));
    await page.goto(`${server.origin}/staff/logbook`);
    assert.equal(await page.locator(".rows a", { hasText: what }).count(), 1);
    await shown("logbook-after");
    await staff.depart();
  });
}

test("the list shows which activity lacks its self-evaluation, which can be left and finished", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.phone });
  const { page } = staff;
  await page.goto(`${server.origin}/staff/self-evaluation`);
  await look(staff, "records-phone-evaluations");
  await staff.leave(() => page.locator(".rows li", { hasText: CAFE }).locator("button").click());
  await look(staff, "records-phone-evaluation");
  await staff.choose("too_early");
  await staff.press("next");
  await staff.leave(() => page.click(".exit"));
  await look(staff, "records-phone-evaluation-begun");
  await staff.leave(() => page.click("a.button"));
  while (!page.url().endsWith("/review")) {
    const isNext = page.url().endsWith("/next_year");
    if (isNext) await staff.choose("same");
    await staff.press(isNext ? "next" : "skip");
  }
  await look(staff, "records-phone-evaluation-review");
  await staff.leave(() => page.click("main form button"));
  await look(staff, "records-phone-evaluation-finished");
  await page.goto(`${server.origin}/staff/self-evaluation`);
  assert.ok((await page.locator(".rows li", { hasText: CAFE }).textContent()).includes("Færdig"));
  await staff.depart();
});
