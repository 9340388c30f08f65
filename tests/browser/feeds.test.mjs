// Who is sent indicators, as an administrator sees it: the list, what is wrong with a new one, its secret, and one subscription.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE, Resident, launch } from "./resident.mjs";
import { start, user } from "./server.mjs";
import { SCREENS } from "./staff.mjs";

const EMAIL = "leder@nabosvar.example";
const PASSWORD = "blå bænk bag det opdigtede skur";

let browser;
let server;

before(async () => {
  [browser, server] = await Promise.all([launch(), start({ env: { NABOSVAR_SECOND_FACTOR: "nobody" } })]);
  const { stdout } = await user(server, "create", EMAIL, "Opdigtet Leder");
  const staff = await Resident.arrive(browser, server, { scripts: false });
  await staff.page.goto(`${server.origin}${stdout.match(/\/staff\/password\/\S+/)[0]}`);
  await staff.page.fill("#password", PASSWORD);
  await staff.leave(() => staff.page.click("main form button"));
  await staff.depart();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`a subscription is made and looked after on a ${screen}`, PATIENCE, async () => {
    const colorScheme = screen === "tablet" ? "dark" : "light";
    const staff = await Resident.arrive(browser, server, { viewport, colorScheme });
    staff.finger = 44;
    const { page } = staff;
    await page.goto(`${server.origin}/staff/log-in`);
    await page.fill("#email", EMAIL);
    await page.fill("#password", PASSWORD);
    await staff.leave(() => page.click("main form button"));
    await page.goto(`${server.origin}/staff/indicators`);
    await staff.leave(() => page.click("a[href='/staff/indicators/subscriptions']"));
    await look(staff, `feeds-${screen}-list`);
    await page.click("section.after .button");
    await page.waitForSelector("#problems");
    await look(staff, `feeds-${screen}-wrong`);
    await page.fill("#name", `Opdigtet datalager (${screen})`);
    await page.fill("#target", "https://lager.invalid/observations");
    await page.click("section.after .button");
    await page.waitForSelector("code.address");
    assert.match(await page.textContent("code.address"), /^whsec_[\w+/]{43}=$/);
    await look(staff, `feeds-${screen}-secret`);
    await staff.leave(() => page.click("main a.button"));
    await look(staff, `feeds-${screen}-one`);
    await staff.depart();
  });
}
