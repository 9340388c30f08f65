// A walk from the plan to what the residents read, by one coordinator with a tablet: three findings with photos, one done, one
// refused, both told.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

const FINDINGS = [
  { place: "path", theme: "lighting", severity: "large", seen: "Opdigtet: lampen lyser ikke", said: "Der er mørkt på stien (opdigtet)", done: "Lampen lyser igen (opdigtet)" },
  { place: "shed", theme: "locks", severity: "medium", seen: "Opdigtet: låsen er brudt op", said: "Skuret kan ikke låses (opdigtet)", done: "Det er ikke vores skur (opdigtet)" },
  { place: "waste", theme: "litter", severity: "small", seen: "Opdigtet: skraldet flyder" },
];

test("what was found on a walk with a tablet is done or refused, and the residents read of both", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.tablet });
  const { page } = staff;
  const next = () => staff.leave(() => page.click("button[name=step][value=next]"));
  await page.goto(`${server.origin}/staff/walks/new`);
  await page.selectOption("#area", { label: "Ringparken" });
  await page.fill("#on", new Date().toISOString().slice(0, 10));
  await staff.leave(() => page.click("main form .button"));
  const walk = page.url();
  await staff.leave(() => page.click("form.actions button"));
  await page.check("[name='walk/light'][value=dusk]");
  await next();
  await next();
  for (const [at, finding] of FINDINGS.entries()) {
    const choose = (name, value) => page.check(`[name="findings.${at + 1}/${name}"][value=${value}]`);
    if (at > 0) await staff.leave(() => page.click("button[name=step][value=add]"));
    await choose("kind", "problem");
    await next();
    await choose("spot/place", finding.place);
    await next();
    await choose("theme", finding.theme);
    await next();
    await page.fill(`[name="findings.${at + 1}/seen/observation"]`, finding.seen);
    await page.setInputFiles(`[name="findings.${at + 1}/seen/photo"]`, { name: "photo.png", mimeType: "image/png", buffer: await page.screenshot({ scale: "css" }) });
    await next();
    await choose("action/severity", finding.severity);
    await next();
  }
  await next();
  await staff.leave(() => page.click("button[name=step][value=skip]"));
  await staff.leave(() => page.click("main form button"));
  assert.equal(page.url(), walk);
  assert.equal(await page.locator(".finding").count(), 3);
  assert.equal(await page.locator(".finding img").count(), 3);
  await page.locator(".finding img").last().evaluate((picture) => picture.decode());
  await look(staff, "whole-tablet-walk");

  const step = (deed) => page.locator(`details.deed:has(input[name=deed][value="${deed}"])`);
  const take = async (deed, fill = async () => {}) => {
    const form = step(deed).locator("form").filter({ has: page.locator(`input[value="${deed}"]`) });
    if (!(await form.isVisible())) await step(deed).locator("summary").first().click();
    await fill(form);
    await Promise.all([page.waitForEvent("load"), form.locator("button").click()]);
    assert.equal(await page.locator("#problems").count(), 0, deed);
  };
  const tell = ({ said, done }) => take("approve", async (form) => {
    await form.locator("[name=said-da]").fill(said);
    await form.locator("[name=done-da]").fill(done);
  });
  const open = async ({ seen }) => {
    await page.goto(walk);
    await staff.leave(() => page.locator(".finding", { hasText: seen }).locator("h3 a").click());
  };
  const [lamp, shed] = FINDINGS;
  await open(lamp);
  await take("assign", async (form) => {
    await form.locator("[name=party]").selectOption("housing_organisation");
    await form.locator("[name=assignee]").fill("Opdigtet Vicevært");
  });
  await take("begin");
  await take("finish", (form) => form.locator("[name=words]").fill("Pæren er skiftet (opdigtet)"));
  await tell(lamp);
  await open(shed);
  await take("refuse", (form) => form.locator("[name=words]").fill("Det er ikke vores skur (opdigtet)"));
  await tell(shed);
  const address = await page.locator("a.aside[href^='/areas/']").getAttribute("href");
  for (const picture of await page.locator("main img").all()) await picture.evaluate((shown) => shown.decode());
  await look(staff, "whole-tablet-refused");
  await staff.depart();

  const resident = await Resident.arrive(browser, server, { scripts: false });
  await resident.page.goto(`${server.origin}${address}`);
  const text = await resident.page.textContent("main");
  for (const { said, done } of [lamp, shed]) assert.ok(text.includes(said) && text.includes(done), said);
  assert.ok(!text.includes(FINDINGS[2].seen), "nobody has approved the third");
  await resident.depart();
});
