// Indicators: pictures of an area, every series, and the page of a follow-up group, on a phone and a screen, in the dark, on paper, without scripts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look, lookWithoutScripts } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

for (const [screen, viewport] of Object.entries({ phone: SCREENS.phone, desk: { width: 1024, height: 768 } })) {
  test(`an area and every series can be read on a ${screen}`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport, colorScheme: screen === "desk" ? "dark" : "light" });
    const { page } = staff;
    await page.goto(`${server.origin}/staff/indicators`);
    await look(staff, `indicators-${screen}`);
    await staff.leave(() => page.locator('main a[href*="/areas/"]').first().click());
    await look(staff, `indicators-area-${screen}`);
    assert.ok((await page.locator("figure svg[role=img]").count()) >= 6, "a picture of each dimension");
    assert.equal(await page.locator("figure svg[role=img]").count(), await page.locator("figure table").count());
    assert.deepEqual(await meetings(page), []);
    await page.goBack();
    await staff.leave(() => page.locator('main a[href$="/series"]').first().click());
    await look(staff, `indicators-series-${screen}`);
    await staff.leave(() => page.locator("main ul.rows a").first().click());
    await look(staff, `indicators-one-${screen}`);
    await staff.depart();
  });
}

test("on paper pictures are dark on light, also of who reads in the dark", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.tablet, colorScheme: "dark" });
  const { page } = staff;
  await page.goto(`${server.origin}/staff/indicators`);
  await staff.leave(() => page.locator('main a[href*="/areas/"]').first().click());
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const colour = await page.locator("figure svg text").first().evaluate((text) => getComputedStyle(text).fill);
  const [red, green, blue] = colour.match(/\d+/g).map(Number);
  assert.ok(red + green + blue < 300, colour);
  await staff.picture("indicators-area-paper");
  await staff.depart();
});

for (const [language, options] of Object.entries({ da: {}, ar: { colorScheme: "dark" } })) {
  test(`a follow-up group reads how it goes without scripts, ${language}`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport: SCREENS.phone });
    await staff.page.goto(`${server.origin}/staff/indicators`);
    const area = (await staff.page.locator('main a[href*="/areas/"]').first().getAttribute("href")).split("/").pop();
    await staff.depart();
    const resident = await Resident.arrive(browser, server, { scripts: false, ...options });
    await resident.page.goto(`${server.origin}/areas/${area}/${language}/figures`);
    await lookWithoutScripts(browser, resident, `followed-${language}`);
    assert.ok((await resident.page.locator("figure svg[role=img]").count()) >= 6);
    await resident.page.setViewportSize({ width: 320, height: 640 });
    await resident.depart();
  });
}

/** Texts of a picture that stand on each other. */
function meetings(page) {
  return page.evaluate(() => {
    const met = [];
    for (const picture of document.querySelectorAll("figure > svg")) {
      const texts = [...picture.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
      for (const [at, [one, a]] of texts.entries()) {
        for (const [other, b] of texts.slice(at + 1)) {
          // A line of text is higher than its letters.
          const apart = a.right <= b.left || b.right <= a.left || a.bottom - 4 <= b.top || b.bottom - 4 <= a.top;
          if (!apart) met.push(`${one} and ${other}`);
        }
      }
    }
    return met;
  });
}
