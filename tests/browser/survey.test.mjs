// The whole way of a resident, mistakes and bad connections among it, until the counter says that the answer is there.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";

test("a resident answers in Danish, with scripts, mistakes, a break and a double click", PATIENCE, async () => {
  const answersBefore = await server.answers();
  const resident = await Resident.arrive(browser, server);
  await resident.begin("da");
  assert.equal(resident.at, "q/area");

  // Nothing chosen where an answer is needed: the summary has the focus and leads to the field.
  await resident.stumble();
  assert.match(await resident.page.title(), /^Fejl: /);
  assert.equal(await resident.page.evaluate(() => document.activeElement.id), "problems");
  await resident.page.click("#problems a");
  assert.equal(await resident.page.evaluate(() => document.activeElement.id), "area");
  assert.equal(await resident.page.getAttribute("fieldset", "aria-invalid"), "true");
  await resident.choose("ringparken");
  await resident.press("next");

  // Half-way, the page is closed and opened again on the same phone.
  await resident.goOnTo("q/safety/unsafe/where", { age: ["from_30_to_44"], "safety/felt_unsafe": ["yes"] });
  await resident.page.close();
  await resident.openPage();
  await resident.page.goto(server.link);
  await resident.page.click("a[hreflang=da]");
  await resident.leave(() => resident.page.click("a.button"));
  assert.equal(resident.at, "q/safety/unsafe/where");

  // Two answers that contradict each other: both stay, and it is said beside them.
  await resident.choose("paths", "dont_know");
  await resident.stumble();
  assert.equal(await resident.page.locator("input:checked").count(), 2);
  assert.match(await resident.page.textContent(".wrong"), /kan ikke vælges sammen/);
  await resident.choose("dont_know");
  await resident.press("next");

  await resident.goOnTo("q/ideas", { "children/children_home": ["yes"] });
  await resident.page.fill("textarea", "Mere lys på stien.\nOpdigtet <svar> & mere.");
  await resident.press("next");
  await resident.goOnTo("review");
  assert.match(await resident.page.textContent(".review"), /Opdigtet <svar> & mere\./);

  // A change that brings up nothing leads straight back.
  await resident.leave(() => resident.page.click('a[href$="q/age?to=age"]'));
  assert.ok(await resident.page.isChecked('[value="from_30_to_44"]'));
  await resident.choose("from_45_to_59");
  await resident.press("next");
  assert.equal(resident.at, "review");
  assert.match(await resident.page.textContent(".review"), /45–59 år/);

  // A change that brings up a question asks it first.
  await resident.leave(() => resident.page.click('a[href$="volunteer?to=taking_part/volunteer"]'));
  await resident.choose("yes");
  await resident.press("next");
  assert.equal(resident.at, "q/taking_part/volunteer_where");
  await resident.press("skip");
  assert.equal(resident.at, "review");

  const response = await resident.page.getAttribute("[name=response]", "value");
  await resident.leave(() => resident.page.dblclick("main form button"));
  assert.equal(resident.at, "thanks");
  await resident.page.reload();

  // Whoever sends the last page again is told that it arrived, and it counts once.
  const again = await resident.context.request.post(`${server.link}/da/review`, {
    form: { response },
    headers: { origin: server.origin },
  });
  assert.match(again.url(), /thanks\?again$/);
  // Nothing is left on the phone but that it has answered.
  const left = (await resident.context.cookies(server.link)).map(({ name, value }) => [name, value]);
  assert.deepEqual(left, [["nabosvar-answered", "yes"]]);
  assert.equal(await server.answers(), answersBefore + 1);
  await resident.depart();
});

test("a resident answers in Arabic, without scripts and with the same mistakes", PATIENCE, async () => {
  const answersBefore = await server.answers();
  const resident = await Resident.arrive(browser, server, { scripts: false, locale: "ar" });
  await resident.begin("ar");
  assert.equal(await resident.page.getAttribute("html", "dir"), "rtl");
  await resident.stumble();
  assert.equal(await resident.page.locator("#problems:focus").count(), 1);
  await resident.choose("sydbyen");
  await resident.press("next");
  await resident.goOnTo("q/safety/unsafe/why", { "safety/felt_unsafe": ["yes"] });
  await resident.choose("declined", "lighting");
  await resident.stumble();
  assert.equal(await resident.page.locator("input:checked").count(), 2);
  await resident.choose("declined");
  await resident.press("next");
  await resident.goOnTo("review", { "who5/take": ["yes"], "who5/items/calm": ["4"] });
  await resident.leave(() => resident.page.click("main form button"));
  assert.equal(resident.at, "thanks");
  assert.equal(await server.answers(), answersBefore + 1);
  await resident.depart();
});

test("without a connection the page stays as it is, and goes on when it is back", PATIENCE, async () => {
  const resident = await Resident.arrive(browser, server);
  await resident.begin("en");
  await resident.choose("motalavej");
  await resident.context.setOffline(true);
  await resident.page.click('button[value="next"]');
  await resident.page.waitForSelector(".offline:not(:empty)");
  assert.match(await resident.page.textContent(".offline"), /no connection/);
  assert.ok(await resident.page.isChecked('[value="motalavej"]'));
  await resident.picture("offline-en");
  await resident.context.setOffline(false);
  await resident.press("next");
  assert.equal(resident.at, "q/age");
  await resident.depart();
});

test("the way out is on every page and leaves nothing behind", PATIENCE, async () => {
  const answersBefore = await server.answers();
  const resident = await Resident.arrive(browser, server, { scripts: false });
  await resident.begin("tr");
  await resident.choose("motalavej");
  await resident.press("next");
  await resident.leave(() => resident.page.click(".exit"));
  await resident.leave(() => resident.page.click("main form button"));
  assert.equal(resident.at, "cleared");
  assert.deepEqual(await resident.context.cookies(), []);
  await resident.page.goto(`${server.link}/tr/q/age`);
  assert.equal(await resident.page.locator("fieldset").count(), 0);
  assert.equal(await server.answers(), answersBefore);
  resident.complaints = resident.complaints.filter((complaint) => !complaint.includes("status of 404"));
  await resident.depart();
});

test("the keyboard is enough", PATIENCE, async () => {
  const resident = await Resident.arrive(browser, server, { hasTouch: false });
  const keyboard = resident.page.keyboard;
  await resident.begin("so");
  await resident.page.focus("#area");
  await keyboard.press("Space");
  await keyboard.press("ArrowDown");
  assert.ok(await resident.page.isChecked('[value="ringparken"]'));
  await keyboard.press("Tab");
  await resident.leave(() => keyboard.press("Enter"));
  assert.equal(resident.at, "q/age");
  await resident.depart();
});
