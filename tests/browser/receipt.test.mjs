// The receipt: shown once with the thanks, and with it somebody takes the answer back. Without scripts, in Danish and Arabic.

import assert from "node:assert/strict";
import { test } from "node:test";

import { lookWithoutScripts } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";

for (const language of ["da", "ar"]) {
  test(`a receipt takes the answer back, in ${language}`, PATIENCE, async () => {
    const resident = await Resident.arrive(browser, server, { scripts: false, locale: language });
    const { page } = resident;
    const seen = (name) => lookWithoutScripts(browser, resident, `receipt-${language}-${name}`);
    await resident.begin(language);
    await resident.choose("ringparken");
    await resident.press("next");
    await resident.goOnTo("review");
    await resident.leave(() => page.click("main form button"));
    const receipt = (await page.textContent("p.receipt")).trim();
    assert.match(receipt, /^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{5}$/);
    await seen("thanks");
    await page.reload();
    assert.equal(await page.locator("p.receipt").count(), 0);
    await page.goto(`${server.origin}/receipt/${language}`);
    await seen("page");
    await page.fill("#receipt", "0123");
    await page.click("main form button");
    await page.waitForSelector(".problems");
    await seen("mistyped");
    await page.fill("#receipt", receipt.toLowerCase());
    await resident.leave(() => page.click("main form button"));
    assert.ok(page.url().endsWith(`/receipt/${language}/gone`));
    await seen("gone");
    await resident.depart();
  });
}
