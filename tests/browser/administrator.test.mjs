// What an administrator sees: who works here, one of them, tokens of programs, the log. The first password is set by the link that
// the command line gives.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { SCREENS, logIn, office } from "./staff.mjs";

const scene = office();

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`accounts, tokens and the log can be read and used on a ${screen}`, PATIENCE, async () => {
    const { browser, server, administrator } = scene;
    const staff = await logIn(browser, server, { viewport, colorScheme: screen === "tablet" ? "dark" : "light" }, administrator);
    const { page } = staff;
    await look(staff, `administrator-${screen}-start`);
    await page.goto(`${server.origin}/staff/accounts`);
    await look(staff, `administrator-${screen}-accounts`);
    await staff.leave(() => page.click("a[href='/staff/accounts/new']"));
    await look(staff, `administrator-${screen}-new`);
    await page.goto(`${server.origin}/staff/accounts`);
    await staff.leave(() => page.locator(".rows a").first().click());
    for (const summary of await page.locator("summary").all()) await summary.click();
    await look(staff, `administrator-${screen}-one`);
    await page.goto(`${server.origin}/staff/accounts/tokens`);
    await page.click("main form .button");
    await page.waitForSelector("#problems");
    await look(staff, `administrator-${screen}-tokens-wrong`);
    await page.fill("#name", `Opdigtet nøgle (${screen})`);
    await page.selectOption("#role", "collector");
    await page.locator("section.after .button").click();
    await page.waitForSelector("code.address");
    assert.match(await page.textContent("code.address"), /^nabosvar_[\w-]{43}$/);
    await look(staff, `administrator-${screen}-token`);
    await staff.leave(() => page.goto(`${server.origin}/staff/accounts/tokens?`));
    await look(staff, `administrator-${screen}-tokens`);
    const mine = page.locator(".rows > li", { hasText: `(${screen})` });
    await staff.leave(() => mine.locator("button").click());
    assert.ok((await mine.textContent()).includes("Tilbagekaldt"));
    await page.goto(`${server.origin}/staff/log`);
    await look(staff, `administrator-${screen}-log`);
    await staff.depart();
  });
}
