// A plan is taken down, in a demonstration where nobody is on a walk.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`a plan is taken down on a ${screen} after it was said what becomes of the marks, and hung up again`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport, scripts: screen === "tablet" });
    const { page } = staff;
    await page.goto(`${server.origin}/staff/walks`);
    await page.click("main .languages a");
    await staff.leave(() => page.click("text=Områdets plan"));
    const source = await page.locator("[data-plan]").getAttribute("data-plan");
    const picture = await page.request.get(new URL(source, server.origin).href).then((reply) => reply.body());
    await staff.leave(() => page.click("text=Fjern planen"));
    if (screen === "tablet") await look(staff, "plan-tablet-take-down");
    else await staff.picture("plan-phone-take-down");
    await staff.leave(() => page.click("text=Behold den"));
    await staff.leave(() => page.click("text=Fjern planen"));
    await staff.leave(() => page.click("text=Ja, fjern planen"));
    assert.ok((await page.textContent("main")).includes("har ingen plan endnu"));
    await page.setInputFiles("#picture", { name: "plan.png", mimeType: "image/png", buffer: picture });
    await Promise.all([page.waitForEvent("load"), page.click("main form button")]);
    assert.equal(await page.locator("[data-plan]").count(), 1);
    await staff.depart();
  });
}
