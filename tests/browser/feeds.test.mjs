// Who is sent indicators, as an administrator sees it: the list, what is wrong with a new one, its secret, and one subscription.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { SCREENS, logIn, office } from "./staff.mjs";

const scene = office();

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`a subscription is made and looked after on a ${screen}`, PATIENCE, async () => {
    const { browser, server, administrator } = scene;
    const colorScheme = screen === "tablet" ? "dark" : "light";
    const staff = await logIn(browser, server, { viewport, colorScheme }, administrator);
    const { page } = staff;
    await page.goto(`${server.origin}/staff/indicators`);
    await staff.leave(() => page.click("a[href='/staff/indicators/subscriptions']"));
    await look(staff, `feeds-${screen}-list`);
    await page.click("section.after .button");
    await page.waitForSelector("#problems");
    await look(staff, `feeds-${screen}-wrong`);
    await page.fill("#name", `Opdigtet datalager (${screen})`);
    await page.fill("#target", "https://lager.invalid/observations");
    await page.click("section.after .button");
    await page.waitForSelector("code.address");
    assert.match(await page.textContent("code.address"), /^whsec_[\w+/]{43}=$/);
    await look(staff, `feeds-${screen}-secret`);
    await staff.leave(() => page.click("main a.button"));
    await look(staff, `feeds-${screen}-one`);
    await staff.depart();
  });
}
