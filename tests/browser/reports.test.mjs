// The monthly report as a board reads it, and what was promised in it, on a phone without scripts and on a tablet in the dark; and what a
// wave that nobody has answered yet will be able to show.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look, lookWithoutScripts } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { SCREENS, logIn, office } from "./staff.mjs";

const scene = office();

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`a report is read and what it is held against is written on a ${screen}`, PATIENCE, async () => {
    const { browser, server, administrator } = scene;
    const scripts = screen === "tablet";
    const options = { viewport, scripts, colorScheme: scripts ? "dark" : "light" };
    const staff = await logIn(browser, server, options, administrator);
    const { page } = staff;
    const seen = (name) => (scripts ? look(staff, name) : lookWithoutScripts(browser, staff, name));
    // The server makes it by itself, soon after it has started.
    do await page.goto(`${server.origin}/staff/reports`);
    while ((await page.locator(".rows a").count()) === 0);
    await seen(`reports-${screen}-list`);
    await staff.leave(() => page.click("text=Milepæle og delmål"));
    await seen(`reports-${screen}-promises`);
    await page.goBack();
    await staff.leave(() => page.locator(".rows a").first().click());
    assert.match(await page.textContent("h1"), /^Rapport for /);
    await seen(`reports-${screen}-report`);
    await staff.depart();
  });

  test(`a planned wave says how small a change it can show on a ${screen}`, PATIENCE, async () => {
    const { browser, server, administrator } = scene;
    const staff = await logIn(browser, server, { viewport }, administrator);
    const { page } = staff;
    await page.goto(`${server.origin}/staff/waves/new`);
    await page.fill("#name", `Opdigtet runde (${screen})`);
    await page.selectOption("#form", "tryghed 2026-1");
    for (const area of await page.locator("[name=areas]").all()) await area.check({ force: true });
    await page.check("[name=access][value=open_link]", { force: true });
    await page.check("[name=identity][value=anonymous]", { force: true });
    await page.fill("#starts_on", "2090-09-01");
    await page.fill("#ends_on", "2090-10-31");
    await page.fill("#target", "800");
    await staff.leave(() => page.locator("main form button").first().click());
    assert.match(await page.textContent("main"), /Hvor små ændringer kan målingen vise\?.*800 svar/s);
    await look(staff, `reports-${screen}-planned`);
    await staff.depart();
  });
}
