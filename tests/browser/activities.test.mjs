// Activities: a session registered in a few taps, and a sign-up from the link on a poster to the link in the mail.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

const DINNER = "Fællesspisning (opdigtet)";

/** The page of the dinner, as staff see it, and the address that residents get. */
async function dinner(staff) {
  const { page } = staff;
  await page.goto(`${server.origin}/staff/activities`);
  await staff.leave(() => page.locator("section.after").getByRole("link", { name: DINNER }).click());
  return new URL(await page.locator(".facts a").getAttribute("href")).pathname;
}

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`the pages of an activity can be read and used on a ${screen}`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport });
    const { page } = staff;
    await page.goto(`${server.origin}/staff/activities`);
    await look(staff, `activities-${screen}-month`);
    await staff.leave(() => page.locator("a.button.small").first().click());
    await page.locator("summary").first().click();
    await look(staff, `activities-${screen}-register`);
    await dinner(staff);
    await look(staff, `activities-${screen}-one`);
    await staff.leave(() => page.locator("a[href$='/people']").first().click());
    await look(staff, `activities-${screen}-people`);
    await page.goto(`${server.origin}/staff/activities/new`);
    await page.click("main form button");
    await page.waitForSelector(".problems");
    await look(staff, `activities-${screen}-plan`);
    await staff.depart();
  });
}

for (const scripts of [true, false]) {
  test(`a session is registered in a few taps and taken back ${scripts ? "with" : "without"} scripts`, PATIENCE, async (t) => {
    const staff = await logIn(browser, server, { scripts });
    const { page } = staff;
    await page.goto(`${server.origin}/staff/activities`);
    const missing = page.locator("a.button.small:not(.other)");
    const before = await missing.count();
    const begun = performance.now();
    let taps = 0;
    const tap = (target) => ((taps += 1), target.click());
    await staff.leave(() => tap(missing.first()));
    const boys = page.locator("#age_6_12-men");
    const last = Number(await boys.inputValue());
    // One boy more than last time; everything else is as it was.
    if (scripts) await tap(page.locator(".stepper:has(#age_6_12-men) .step").last());
    else await tap(boys).then(() => boys.fill(String(last + 1)));
    assert.equal(await boys.inputValue(), String(last + 1));
    await staff.leave(() => tap(page.locator(".sheet .last button")));
    t.diagnostic(`a session was registered in ${taps} taps and ${((performance.now() - begun) / 1000).toFixed(1)} s of this machine`);
    assert.equal(await missing.count(), before - 1);
    await page.click("text=Fortryd registreringen");
    await page.waitForSelector("text=Registreringen er fortrudt.");
    assert.equal(await missing.count(), before);
    await staff.depart();
  });
}

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`staff sign somebody up who calls, and see whom they have to tell, on a ${screen}`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport, scripts: screen === "tablet" });
    const { page } = staff;
    await dinner(staff);
    await staff.leave(() => page.locator("a[href$='/people']").last().click());
    const people = page.url();
    const name = `Opdigtet Kalder ${screen}`;
    // To the same page again.
    const stay = (act) => Promise.all([page.waitForEvent("load"), act()]);
    const signUp = async (who, adults) => {
      await page.goto(people);
      await staff.leave(() => page.click("text=Tilmeld en beboer"));
      await page.fill("#name", who);
      await page.fill("#adults", adults);
      await page.fill("#phone", "00 00 00 00");
      await staff.leave(() => page.locator("main form .button").click());
    };
    await staff.leave(() => page.click("text=Tilmeld en beboer"));
    await page.locator("main form .button").click();
    await page.waitForSelector(".problems");
    if (screen === "tablet") await look(staff, "activities-tablet-sign-up");
    else await staff.picture("activities-phone-sign-up");
    // There are twelve places, and the first screen may have taken some.
    await signUp(`${name} 1`, "10");
    await signUp(`${name} 2`, "2");
    await signUp(`${name} 3`, "10");
    assert.ok((await page.textContent("main")).includes("står på ventelisten"));
    await page.click("summary:has-text('Meld nogen fra')");
    await staff.leave(() => page.click(`form[action$='/remove'] button:has-text('${name} 1')`));
    assert.ok((await page.textContent("section.note")).includes(`${name} 3`));
    if (screen === "tablet") await look(staff, "activities-tablet-to-tell");
    else await staff.picture("activities-phone-to-tell");
    await stay(() => page.locator("form[action$='/told'] button").first().click());
    assert.equal(await page.locator("section.note").count(), 0);
    for (const left of [2, 3]) {
      await page.click("summary:has-text('Meld nogen fra')");
      await stay(() => page.click(`form[action$='/remove'] button:has-text('${name} ${left}')`));
    }
    await staff.depart();
  });
}

test("a resident signs up in each language and leaves by the link in the mail", PATIENCE, async () => {
  const staff = await logIn(browser, server);
  const poster = await dinner(staff);
  await staff.depart();
  for (const language of ["da", "en", "ar", "tr", "so"]) {
    const resident = await Resident.arrive(browser, server, { scripts: false });
    const { page } = resident;
    await page.goto(`${server.origin}${poster}/${language}`);
    await resident.leave(() => page.locator(".languages a").first().click());
    await page.click("main form button");
    await page.waitForSelector(".problems");
    await resident.picture(`activities-form-${language}`);
    const email = `opdigtet.${language}@demo.invalid.example`;
    for (const [field, typed] of [["#name", "Opdigtet Beboer"], ["#email", email], ["#adults", language === "ar" ? "٢" : "2"]]) {
      await page.fill(field, typed);
    }
    await resident.leave(() => page.click("main form button"));
    assert.ok((await page.textContent("main")).includes(email));
    await resident.depart();

    const reader = await Resident.arrive(browser, server);
    await reader.page.goto(`${server.origin}${await link(email)}`);
    await look(reader, `activities-own-${language}`);
    await reader.page.click("details:last-of-type > summary");
    await reader.leave(() => reader.page.click("form[action$='/leave'] button"));
    await look(reader, `activities-left-${language}`);
    await reader.depart();
  }
});

/** The path of the link in the mail to somebody, once it lies in the folder of the demonstration. */
async function link(email) {
  const folder = join(server.data, "mails");
  for (let tries = 0; tries < 100; tries += 1) {
    for (const name of await readdir(folder).catch(() => [])) {
      const mail = (await readFile(join(folder, name), "utf8")).replace(/=\r?\n/g, "").replaceAll("=3D", "=");
      const found = mail.includes(`To: ${email}`) && mail.match(/\/p\/[\w-]+\/\w\w/);
      if (found) return found[0];
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no mail to ${email}`);
}
