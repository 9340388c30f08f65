// A safety walk on a tablet, from the plan to its findings, with a photo and the device's position.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

const PLACE = { latitude: 55.4028, longitude: 11.3546, accuracy: 8 };

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`a walk is planned, held and ended on a ${screen}`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport, geolocation: PLACE, permissions: ["geolocation"] });
    const { page } = staff;
    const next = () => staff.leave(() => page.click("button[name=step][value=next]"));
    const field = (name) => page.locator(`[name="findings.1/${name}"]`);
    await page.goto(`${server.origin}/staff/walks`);
    await look(staff, `walks-${screen}-list`);
    await staff.leave(() => page.click("main a.button"));
    await page.click("main form .button");
    await page.waitForSelector("#problems");
    await look(staff, `walks-${screen}-plan-wrong`);
    await page.selectOption("#area", { label: "Ringparken" });
    await page.fill("#on", new Date().toISOString().slice(0, 10));
    await page.fill("#route", "Ved den opdigtede sø");
    await staff.leave(() => page.click("main form .button"));
    await look(staff, `walks-${screen}-planned`);
    const walk = page.url();
    await staff.leave(() => page.click(`a[href$="/guests"]`));
    await page.fill("#name", "Den opdigtede bestyrelse");
    await page.fill("#email", "bestyrelsen@invented.example");
    await page.click("form.after .button");
    await page.waitForSelector(".guests li");
    await look(staff, `walks-${screen}-guests`);
    await page.goto(walk);
    await staff.leave(() => page.click("form.actions button"));

    assert.equal(await page.inputValue("[name='walk/area_name']"), "Ringparken", "the plan has said it");
    await page.check("[name='walk/light'][value=dark]");
    await next();
    await next();
    await field("kind").and(page.locator("[value=problem]")).check();
    await next();
    await field("spot/place").and(page.locator("[value=path]")).check();
    await page.click("button:has-text('Brug min position')");
    await page.waitForFunction(() => document.querySelector("input[data-position]").value !== "");
    assert.equal(await field("spot/location").inputValue(), "55.402800 11.354600 0 8");
    await look(staff, `walks-${screen}-spot`);
    await next();
    await field("theme").and(page.locator("[value=lighting]")).check();
    await next();
    await field("seen/observation").fill("En opdigtet lampe lyser ikke");
    await field("seen/photo").setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no photo") });
    await staff.stumble();
    await look(staff, `walks-${screen}-photo-wrong`);
    await field("seen/photo").setInputFiles({ name: "photo.png", mimeType: "image/png", buffer: await page.screenshot() });
    await next();
    await field("action/severity").and(page.locator("[value=large]")).check();
    await next();
    await next();
    await staff.leave(() => page.click("button[name=step][value=skip]"));
    await page.locator("img.picture").evaluate((picture) => picture.decode());
    await look(staff, `walks-${screen}-review`);
    await staff.leave(() => page.click("main form button"));
    assert.equal(page.url(), walk);
    assert.equal(await page.locator(".finding").count(), 1);
    await page.locator(".finding img").evaluate((picture) => picture.decode());
    await look(staff, `walks-${screen}-ended`);
    assert.deepEqual(staff.complaints, []);
    await staff.context.close();
  });
}
