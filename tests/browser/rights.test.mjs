// What is known of somebody, and what the installation does with what it knows: both can be read on a phone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`who asks what is known of them is looked up on a ${screen}, and the record of processing is read`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport });
    const { page } = staff;
    await page.goto(`${server.origin}/staff/rights`);
    await look(staff, `rights-${screen}`);
    await page.locator("main form input:visible").first().fill("Nobody Opdigtet");
    await Promise.all([page.waitForEvent("domcontentloaded"), page.click("main form button")]);
    await look(staff, `rights-nobody-${screen}`);
    await page.goto(`${server.origin}/staff/processing`);
    assert.ok((await page.locator("main details").count()) > 3);
    await look(staff, `processing-${screen}`);
    await staff.depart();
  });
}
