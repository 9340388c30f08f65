// At the door of an activity: a code that staff print, and three questions behind it for those who were there.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look, lookWithoutScripts } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

const CAFE = "Lektiecafé (opdigtet)";

/** Yesterday, where the demonstration is: the door of a session is open until three days after it. */
function yesterday() {
  const day = new Date(Date.now() - 24 * 60 * 60 * 1000);
  return day.toLocaleDateString("sv-SE", { timeZone: "Europe/Copenhagen" });
}

/** Goes to what hangs at the door of the café. */
async function door(staff) {
  const { page } = staff;
  await page.goto(`${server.origin}/staff/activities`);
  await staff.leave(() => page.locator("section.after").getByRole("link", { name: CAFE }).click());
  await staff.leave(() => page.click("a[href$='/door']"));
}

test("staff put up a code, and residents say how it was without a login or scripts", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.phone });
  const { page } = staff;
  await door(staff);
  await look(staff, "satisfaction-before");
  await page.click("main form button");
  await page.waitForSelector(".poster svg");
  await look(staff, "satisfaction-phone-door");
  const link = new URL((await page.textContent(".poster .address")).trim()).pathname;
  await staff.leave(() => page.click("a.back"));
  await page.fill("#on", yesterday());
  await page.click("form[action$='/days'] button");
  await page.waitForLoadState();

  for (const language of ["da", "ar"]) {
    const resident = await Resident.arrive(browser, server, { scripts: false, locale: language });
    const seen = (name) => lookWithoutScripts(browser, resident, `satisfaction-${language}-${name}`);
    await resident.page.goto(`${server.origin}${link}`);
    await seen("languages");
    await resident.leave(() => resident.page.click(`a[hreflang=${language}]`));
    assert.equal(await resident.page.textContent("p.section"), CAFE);
    await seen("start");
    await resident.leave(() => resident.page.click("main form button"));
    await seen("first");
    await resident.choose("very_satisfied");
    await resident.press("next");
    await resident.choose("yes");
    await resident.press("next");
    await resident.press("skip");
    await seen("review");
    await resident.leave(() => resident.page.click("main form button"));
    await seen("thanks");
    assert.equal(resident.at, "thanks");
    await resident.depart();
  }

  await door(staff);
  assert.ok((await page.textContent("main")).includes("Svar: 2."));
  await page.setViewportSize(SCREENS.tablet);
  await look(staff, "satisfaction-tablet-door");
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await page.locator("main > :visible").evaluateAll((parts) => parts.map((part) => part.className)), ["poster"]);
  await staff.picture("satisfaction-print");
  await staff.depart();
});
