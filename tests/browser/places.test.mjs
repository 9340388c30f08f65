// Places: an area is added, its figures come from a table, and what is wrong with a table is said by line.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

const table = (lines) => ({
  name: "beboere.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["område;afdeling;alder;køn;antal;kilde;dato", ...lines].join("\r\n")),
});

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`an area gets departments and figures on a ${screen}`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport });
    const { page } = staff;
    await page.goto(`${server.origin}/staff/places`);
    await look(staff, `places-${screen}`);
    await staff.leave(() => page.locator("main a.button").first().click());
    await page.locator("details summary", { hasText: "Tilføj et område" }).click();
    await page.fill("#area-name", `Opdigtet ${screen}`);
    await look(staff, `places-new-area-${screen}`);
    await staff.leave(() => page.locator("details[open] button.button").click());
    const send = () => Promise.all([page.waitForEvent("domcontentloaded"), page.locator("details[open] button.button").click()]);
    await page.locator("details summary", { hasText: "Tilføj en afdeling" }).click();
    await send();
    await look(staff, `places-department-wrong-${screen}`);
    await page.fill("#department-number", "7");
    await page.fill("#department-organisation", `Opdigtet bolig ${screen}`);
    await staff.leave(() => page.locator("details[open] button.button").click());
    await look(staff, `places-area-${screen}`);

    await staff.leave(() => page.locator("nav.way a", { hasText: "Indsatsen" }).click());
    const summary = page.locator("details summary", { hasText: "Hent antal beboere" });
    await summary.click();
    await page.setInputFiles("#figures-table", table([`Opdigtet ${screen};7;;;mange;Opdigtet;01-01-2026`]));
    await send();
    await look(staff, `places-figures-wrong-${screen}`);
    assert.match(await page.locator("#problems").innerText(), /Linje 2: antallet/);
    const right = [`Opdigtet ${screen};7;;;512;Opdigtet kilde;01-01-2026`, `Opdigtet ${screen};7;18-29;kvinder;43;Opdigtet kilde;01-01-2026`];
    await page.setInputFiles("#figures-table", table(right));
    await send();
    assert.match(await page.locator("[role=status]").innerText(), /2 nye, 0 rettet/);
    await staff.leave(() => page.locator("a", { hasText: `Opdigtet ${screen}` }).click());
    await look(staff, `places-figures-${screen}`);
    assert.match(await page.locator("main").innerText(), /512 beboere/);
    await staff.depart();
  });
}
