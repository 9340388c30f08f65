// How many have answered: a page with a table by area that a phone can show.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";
import { openNow, setUp } from "./waves.mjs";

const HOUSEHOLDS = 30;
const ANSWERS = 24;

/** Answers with the first codes of a wave, as a program does that has no token. */
async function answer(page, wave) {
  await page.goto(`${server.origin}/staff/waves/new`);
  const [form, version] = (await page.locator("#form option[value^=tryghed]").first().getAttribute("value")).split(" ");
  await page.goto(`${wave}/letters?language=da`);
  const codes = await page.locator(".typed").allInnerTexts();
  for (const code of codes.slice(0, ANSWERS)) {
    const address = `${server.origin}/api/v1/forms/${form}/versions/${version}/responses/${randomUUID()}?wave=${code.trim()}`;
    const headers = { "content-type": "application/json" };
    const reply = await fetch(address, { method: "PUT", headers, body: JSON.stringify({ area: "motalavej" }) });
    assert.equal(reply.status, 201, await reply.text());
  }
}

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`figures of response can be read on a ${screen}`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport });
    const { page } = staff;
    const wave = await setUp(staff, "code");
    await openNow(staff);
    const line = (area, number) => `Opdigtet Familie ${number};Opdigtet Allé ${number}, ${area};${area}`;
    const lines = ["Motalavej", ""].flatMap((area) => Array.from({ length: HOUSEHOLDS }, (_, number) => line(area, number)));
    await page.goto(`${wave}/invitations`);
    const buffer = Buffer.from(["Navn;Adresse;Område", ...lines].join("\n"));
    await page.setInputFiles("#list", { name: "beboere.csv", mimeType: "text/csv", buffer });
    await Promise.all([page.waitForEvent("domcontentloaded"), page.click("main form button")]);
    await answer(page, wave);
    await page.goto(wave);
    await staff.leave(() => page.click("main a[href$=figures]"));
    assert.equal(await page.locator("tbody tr").count(), 2);
    await look(staff, `figures-${screen}`);
    await staff.depart();
  });
}
