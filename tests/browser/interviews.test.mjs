// Staff write down what somebody says, on a phone and without scripts: in the language of who answers, and with a receipt for them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { lookWithoutScripts } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";
import { openNow, setUp } from "./waves.mjs";

test("an answer is written down on a phone, left, taken up again and stored", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.phone, scripts: false });
  const { page } = staff;
  const seen = (name) => lookWithoutScripts(browser, staff, `interview-${name}`);
  const home = await setUp(staff, "staff_only");
  await openNow(staff);
  await seen("wave");
  await staff.leave(() => page.click("text=Skriv et svar ned"));
  await seen("languages");
  await staff.leave(() => page.click("a[hreflang=ar]"));
  await staff.leave(() => page.click("main form button"));
  await seen("question");
  await staff.leave(() => page.click("a.exit"));
  assert.equal(page.url(), home);
  await page.goto(`${server.origin}/staff`);
  await seen("start");
  await staff.leave(() => page.click("a.button:has-text('Skriv et svar ned')"));
  await staff.leave(() => page.click("a[hreflang=ar]"));
  await staff.leave(() => page.click("a.button[href$=resume]"));
  await page.click("label:has([value=ringparken])");
  await staff.press("next");
  const at = () => new URL(page.url()).pathname.split("/").slice(6).join("/");
  for (let pages = 0; at() !== "review"; pages += 1) {
    assert.ok(pages < 60, at());
    await staff.press((await page.locator('button[value="skip"]').count()) ? "skip" : "next");
  }
  await seen("review");
  await staff.leave(() => page.click("main form button"));
  assert.equal(at(), "thanks");
  assert.equal(await page.locator(".receipt").count(), 1);
  await seen("thanks");
  await staff.leave(() => page.click("main a:has-text('Tilbage til målingen')"));
  assert.match(await page.locator("main").innerText(), /1 af 40 svar/);
  await staff.depart();
});
