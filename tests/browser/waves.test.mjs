// Waves: set up by staff in a few minutes, and answered on a tablet that keeps nothing of the last answer.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look, lookWithoutScripts } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";
import { openNow, setUp } from "./waves.mjs";

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`the pages of waves can be read and used on a ${screen}`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport });
    const { page } = staff;
    await page.goto(`${server.origin}/staff/waves/new`);
    await page.click("main form button");
    await page.waitForSelector(".problems");
    await look(staff, `waves-${screen}-set-up`);
    await setUp(staff, "open_link");
    await look(staff, `waves-${screen}-draft`);
    await openNow(staff);
    await look(staff, `waves-${screen}-open`);
    await staff.leave(() => page.click("text=Opslag til opgangen"));
    await look(staff, `waves-${screen}-poster`);
    await page.goto(`${server.origin}/staff/waves`);
    await look(staff, `waves-${screen}-list`);
    await staff.depart();
  });
}

test("a wave is set up and opened without scripts in few seconds", PATIENCE, async (t) => {
  const staff = await logIn(browser, server, { scripts: false });
  const begun = performance.now();
  await setUp(staff, "open_link");
  const link = await openNow(staff);
  t.diagnostic(`a wave was set up and opened in ${((performance.now() - begun) / 1000).toFixed(1)} s of this machine`);
  await staff.depart();
  const resident = await Resident.arrive(browser, server);
  assert.equal((await resident.page.goto(link)).status(), 200);
  await resident.depart();
});

for (const scripts of [true, false]) {
  test(`a tablet goes back to its beginning ${scripts ? "with" : "without"} scripts`, PATIENCE, async () => {
    const staff = await logIn(browser, server);
    await setUp(staff, "kiosk");
    const link = await openNow(staff);
    await staff.depart();
    const tablet = await Resident.arrive(browser, { ...server, link }, { scripts, viewport: SCREENS.tablet });
    const { page } = tablet;
    const waits = async () => (await page.reload()).headers().refresh;
    await tablet.begin("da");
    await tablet.goOnTo("q/ideas", { area: ["ringparken"] });
    await page.fill("textarea", "Et opdigtet ord, som ingen skal se.");
    await tablet.press("next");
    await tablet.goOnTo("review");
    assert.equal(await waits(), `300; url=${new URL(link).pathname}`);
    await tablet.leave(() => page.click("main form button"));
    assert.equal(tablet.at, "thanks");
    await (scripts ? look : lookWithoutScripts.bind(null, browser))(tablet, `kiosk-thanks-${scripts}`);
    assert.equal(await waits(), `60; url=${new URL(link).pathname}`);
    // The next person presses the back button as often as it goes.
    await tablet.leave(() => page.click("main a.button"));
    assert.equal(page.url(), link);
    tablet.complaints.length = 0;
    for (let presses = 0; presses < 12; presses += 1) {
      await page.goBack().catch(() => {});
      assert.doesNotMatch(await page.content(), /opdigtet ord/);
    }
    // Who walks away half-way leaves nothing to the next one.
    await tablet.begin("en");
    await tablet.goOnTo("q/ideas", { area: ["ringparken"] });
    await page.fill("textarea", "Et opdigtet ord, som ingen skal se.");
    await tablet.press("next");
    await page.goto(link);
    await page.click("a[hreflang=en]");
    assert.equal(await page.locator("a[href$=resume]").count(), 0);
    tablet.complaints.length = 0;
    await tablet.depart();
  });
}
