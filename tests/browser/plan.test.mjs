// The plan of an area: a tap on it while a walk is held, with and without scripts, the map of findings, and looking again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

const EVERY_SCREEN = { ...SCREENS, large: { width: 1280, height: 800 } };
/** In the middle of the invented plan. */
const MIDDLE = { latitude: 55.41, longitude: 11.35, accuracy: 8 };
const TODAY = new Date().toISOString().slice(0, 10);

/** Plans a walk through the area that has a plan, and starts it. */
async function walk(staff, { again = false } = {}) {
  const { page } = staff;
  await page.goto(`${server.origin}/staff/walks/new`);
  await page.selectOption("#area", { label: "Ringparken" });
  await page.fill("#on", TODAY);
  if (again) await page.check("[name=reinspection]");
  await staff.leave(() => page.click("main form .button"));
  const address = page.url();
  await staff.leave(() => page.click("form.actions button"));
  return address;
}

/** Goes on to the question where the first finding is. */
async function toTheSpot(staff) {
  const { page } = staff;
  const next = () => staff.leave(() => page.click("button[name=step][value=next]"));
  await page.check("[name='walk/light'][value=dark]");
  await next();
  await next();
  await page.check("[name='findings.1/kind'][value=good]");
  await next();
}

const PLACE = "[name='findings.1/spot/place'][value=path]";
const FIELD = "[name='findings.1/spot/on_plan']";

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`on a ${screen} a tap on the plan says where it is, and keys move the mark`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport, geolocation: MIDDLE, permissions: ["geolocation"] });
    const { page } = staff;
    await walk(staff);
    await toTheSpot(staff);
    await page.check(PLACE);
    await page.click("button:has-text('Brug min position')");
    await page.waitForSelector(".plan-device");
    const device = await page.locator(".plan-device").boundingBox();
    const map = await page.locator(".plan-map").boundingBox();
    const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
    middle(device).forEach((at, axis) => assert.ok(Math.abs(at - middle(map)[axis]) < 4, "the device is in the middle"));
    await page.locator(".plan-map").click({ position: { x: map.width / 4, y: map.height * 3 / 4 } });
    const share = async () => (await page.inputValue(FIELD)).split(" ").map(Number);
    const [x, y] = await share();
    assert.ok(Math.abs(x - 0.25) < 0.02 && Math.abs(y - 0.75) < 0.02, `${x} ${y}`);
    await page.locator(".plan-mark").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowUp");
    const [right, up] = await share();
    assert.ok(right > x && up < y, `${right} ${up}`);
    await look(staff, `plan-${screen}-tapped`);
    const spot = page.url();
    await staff.leave(() => page.click("button[name=step][value=next]"));
    await page.goto(spot);
    assert.deepEqual(await share(), [right, up], "it was kept");
    await page.waitForSelector(".plan-mark");
    await page.click("text=Fjern mærket");
    assert.equal(await page.inputValue(FIELD), "");
    await page.click("text=Sæt et mærke midt på planen");
    assert.deepEqual((await share()).map((one) => one.toFixed(1)), ["0.5", "0.5"]);
    await staff.depart();
  });
}

test("without scripts the plan takes a tap, too, and the list of places does without it", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.tablet, scripts: false, colorScheme: "dark" });
  const { page } = staff;
  await walk(staff);
  await toTheSpot(staff);
  const spot = page.url();
  await page.fill("[name='findings.1/spot/place_detail']", "ved den opdigtede dør");
  await page.locator("input[type=image]").click({ position: { x: 70, y: 105 } });
  await page.waitForSelector(".plan circle");
  assert.equal(page.url(), spot, "the page is shown again, with the mark");
  assert.equal(await page.inputValue("[name='findings.1/spot/place_detail']"), "ved den opdigtede dør");
  const [x, y] = (await page.inputValue(FIELD)).split(" ").map(Number);
  assert.ok(Math.abs(x - 0.25) < 0.01 && Math.abs(y - 0.5) < 0.01, `${x} ${y}`);
  await staff.picture("plan-tablet-plain-dark");
  await page.check("[name='findings.1/spot/on_plan:remove']");
  await page.check(PLACE);
  await staff.leave(() => page.press("[name='findings.1/spot/place_detail']", "Enter"));
  assert.ok(page.url().endsWith("/theme"), "the list alone is enough, and Enter is no tap");
  await page.goto(spot);
  assert.equal(await page.inputValue(FIELD), "");
  await staff.depart();
});

for (const [screen, viewport] of Object.entries(EVERY_SCREEN)) {
  test(`the map of findings and the page of the plan can be read on a ${screen}`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport, colorScheme: screen === "tablet" ? "dark" : "light" });
    const { page } = staff;
    await page.goto(`${server.origin}/staff/findings?view=map`);
    // Two of the seven are so near each other that they have one mark.
    assert.equal(await page.locator(".marks .mark").count(), 6);
    assert.equal(await page.locator(".charted h3 a").count(), 7);
    await page.locator(".marked img").evaluate((picture) => picture.decode());
    await look(staff, `map-${screen}`);
    const numbers = (place) => page.locator(`${place} text`).allTextContents();
    assert.deepEqual(await numbers(".marks"), await numbers(".chart > .charted > li > svg"));
    await page.locator(".marks a[href^='#']").click();
    const together = page.locator(".together:target");
    assert.ok(await together.isVisible());
    assert.equal(await together.locator("h3 a").count(), 2);
    // Keys go on from there: the next stop is the first of them.
    await page.keyboard.press("Tab");
    assert.ok(await together.locator("h3 a").first().evaluate((link) => link === document.activeElement));
    await look(staff, `map-${screen}-together`);
    await staff.leave(() => page.locator(".marks a:not([href^='#'])").nth(2).click());
    await page.click("summary:has-text('Vis stedet på planen')");
    await look(staff, `map-${screen}-one`);
    await page.goto(`${server.origin}/staff/findings?view=map&status=done`);
    assert.equal(await page.locator(".marks .mark").count(), 1, "the filter counts here, too");
    await page.goto(`${server.origin}/staff/walks`);
    await page.click("main .languages a");
    await staff.leave(() => page.click("text=Områdets plan"));
    await page.waitForSelector(".plan-map");
    await look(staff, `plan-${screen}-page`);
    await staff.depart();
  });
}

test("the map is printed with its list", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: EVERY_SCREEN.large });
  const { page } = staff;
  await page.goto(`${server.origin}/staff/findings?view=map`);
  await page.emulateMedia({ media: "print" });
  for (const hidden of ["header", ".filter", ".ways"]) assert.ok(await page.locator(hidden).first().isHidden(), hidden);
  assert.ok(await page.isVisible(".marked") && await page.isVisible(".charted"));
  await staff.picture("map-print");
  await staff.depart();
});

test("what is done is looked at on another walk, by a tap for each", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.phone });
  const { page } = staff;
  const address = await walk(staff, { again: true });
  assert.equal(page.url(), `${address}/again`);
  await look(staff, "again-phone");
  await page.click("button[value=open]");
  await page.waitForSelector("#problems");
  await look(staff, "again-phone-wrong");
  await page.click("button[value=done]");
  await page.waitForSelector("text=Set efter på turen");
  assert.equal(await page.locator("button[value=done]").count(), 0);
  await look(staff, "again-phone-seen");
  await staff.depart();
});
