// Findings, from the coordinator's list to what residents read, on a phone, a tablet and a large screen.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

const EVERY_SCREEN = { ...SCREENS, large: { width: 1280, height: 800 } };

/** The part of the page that a step is taken in. */
function step(page, deed) {
  return page.locator(`details.deed:has(input[name=deed][value="${deed}"])`);
}

for (const [screen, viewport] of Object.entries(EVERY_SCREEN)) {
  test(`lists, boards and one finding can be read and used on a ${screen}`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport });
    const { page } = staff;
    for (const view of ["list", "status", "party"]) {
      await page.goto(`${server.origin}/staff/findings?view=${view}`);
      assert.equal(await page.locator(".findings > li").count(), view === "list" ? 7 : 6, view);
      await look(staff, `findings-${screen}-${view}`);
    }
    await page.goto(`${server.origin}/staff/findings?status=eaten&text=findes-ikke`);
    await look(staff, `findings-${screen}-none`);
    for (const [status, name] of [["assigned", "assigned"], ["refused", "refused"], ["open", "open"]]) {
      await page.goto(`${server.origin}/staff/findings?kind=problem&status=${status}`);
      await staff.leave(() => page.click(".findings h3 a"));
      for (const summary of await page.locator("details:not([open]) > summary").all()) if (await summary.isVisible()) await summary.click();
      await look(staff, `findings-${screen}-${name}`);
    }
    await staff.depart();
  });
}

test("the list is printed without what only a screen needs", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: EVERY_SCREEN.large });
  await staff.page.goto(`${server.origin}/staff/findings?view=list`);
  await staff.page.emulateMedia({ media: "print" });
  for (const hidden of ["header", ".filter", ".ways"]) assert.ok(await staff.page.isHidden(hidden), hidden);
  assert.ok(await staff.page.isVisible(".findings > li"));
  await staff.picture("findings-print");
  await staff.depart();
});

test("without scripts a finding is refused with a reason, told to the residents, and found in the dark", PATIENCE, async () => {
  const staff = await logIn(browser, server, { scripts: false, colorScheme: "dark" });
  const { page } = staff;
  await page.goto(`${server.origin}/staff/findings?status=open`);
  await staff.leave(() => page.click(".findings h3 a >> nth=0"));
  await step(page, "refuse").locator("summary").first().click();
  await step(page, "refuse").locator("button").click();
  await page.waitForSelector(".problems");
  await staff.picture("findings-dark-problem");
  await step(page, "refuse").locator("textarea").fill("Det er ikke vores jord (opdigtet)");
  await staff.leave(() => step(page, "refuse").locator("button").click());
  await step(page, "approve").locator("summary").first().click();
  await step(page, "approve").locator("[name=said-da]").fill("Opdigtet: Der er mørkt");
  await step(page, "approve").locator("[name=done-da]").fill("Opdigtet: Det kan vi ikke");
  await step(page, "approve").locator("button").click();
  await page.waitForSelector("text=Fundet vises på beboernes side.");
  await staff.leave(() => page.click("text=Se beboernes side"));
  assert.ok(await page.isVisible("text=Opdigtet: Det kan vi ikke"));
  await staff.depart();
});

test("what residents read is calm and usable in all languages", PATIENCE, async () => {
  const staff = await logIn(browser, server);
  await staff.page.goto(`${server.origin}/staff/findings`);
  await staff.leave(() => staff.page.click(".findings h3 a >> nth=0"));
  const address = await staff.page.locator("a[href^='/areas/']").getAttribute("href");
  await staff.depart();
  for (const language of ["da", "en", "ar", "tr", "so"]) {
    const resident = await Resident.arrive(browser, server);
    await resident.page.goto(`${server.origin}${address.replace(/..$/, language)}`);
    await look(resident, `findings-told-${language}`);
    await resident.depart();
  }
  const resident = await Resident.arrive(browser, server, { colorScheme: "dark", viewport: { width: 320, height: 640 } });
  await resident.page.goto(`${server.origin}${address}`);
  await look(resident, "findings-told-dark-small");
  await resident.depart();
});
