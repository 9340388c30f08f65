// One's own account and a code at login, on a phone and a tablet; in without scripts, too.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

/** What an app on a phone shows (RFC 6238), some half minutes from now. */
function code(secret, later = 0) {
  const digits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
  const key = Buffer.from(digits.join("").match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac("sha1", key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

const press = (staff, selector) => staff.page.click(`${selector} .button`);

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`a code at login is set up, asked for and turned off on a ${screen}`, PATIENCE, async () => {
    const { email, password } = server.staff;
    const staff = await logIn(browser, server, { viewport });
    const { page } = staff;
    await staff.leave(() => page.click("header a[href='/staff/account']"));
    await look(staff, `account-${screen}`);
    await staff.leave(() => page.click("a[href='/staff/account/password']"));
    await look(staff, `account-${screen}-password`);
    await page.fill("#change-present", "gættet forkert");
    await page.fill("#password", password);
    await press(staff, "main form");
    await page.waitForSelector("#present-wrong, #change-present-wrong");
    await look(staff, `account-${screen}-password-wrong`);

    await page.goto(`${server.origin}/staff/account/second-factor`);
    await look(staff, `account-${screen}-second`);
    await page.fill("#begin-present", password);
    await press(staff, "main form");
    await page.waitForSelector(".qr svg");
    const secret = (await page.textContent("code.address")).replaceAll(" ", "");
    await look(staff, `account-${screen}-scan`);
    await page.fill("#code", "000000");
    await press(staff, "main form");
    await page.waitForSelector("#code-wrong");
    await look(staff, `account-${screen}-scan-wrong`);
    await page.fill("#code", code(secret));
    await press(staff, "main form");
    await page.waitForSelector("ol.codes");
    const papers = await page.locator("ol.codes code").allTextContents();
    assert.equal(papers.length, 10);
    await look(staff, `account-${screen}-codes`);
    await page.goto(`${server.origin}/staff/account/second-factor`);
    for (const summary of await page.locator("summary").all()) await summary.click();
    await look(staff, `account-${screen}-on`);

    const arrive = async (options) => {
      const somebody = await Resident.arrive(browser, server, { viewport, ...options });
      somebody.finger = 44;
      await somebody.page.goto(`${server.origin}/staff/log-in?to=/staff/walks`);
      await somebody.page.fill("#email", email);
      await somebody.page.fill("#password", password);
      await somebody.leave(() => press(somebody, "main form"));
      return somebody;
    };
    const other = await arrive();
    await look(other, `account-${screen}-code`);
    await other.page.fill("#code", "000000");
    await press(other, "main form");
    await other.page.waitForSelector("#code-wrong");
    await other.page.click("summary");
    await look(other, `account-${screen}-code-wrong`);
    // The code that set it up is used, and the next one counts half a minute early.
    await other.page.fill("#code", code(secret, 1));
    await other.leave(() => press(other, "main > form"));
    assert.equal(new URL(other.page.url()).pathname, "/staff/walks");
    await other.depart();
    const plain = await arrive({ scripts: false });
    await plain.page.click("summary");
    await plain.page.fill("#paper", papers[0]);
    await plain.leave(() => press(plain, "details form"));
    assert.equal(new URL(plain.page.url()).pathname, "/staff/walks");
    await plain.depart();

    await page.goto(`${server.origin}/staff/account/second-factor`);
    await page.click("details:last-of-type summary");
    await page.fill("#off-present", password);
    await staff.leave(() => press(staff, "details:last-of-type form"));
    assert.ok(page.url().endsWith("done=second-factor"));
    await staff.leave(() => page.click("form[action$='end-others'] .button"));
    await look(staff, `account-${screen}-done`);
    await staff.depart();
  });

  test(`a forgotten password is asked for on a ${screen}`, PATIENCE, async () => {
    const somebody = await Resident.arrive(browser, server, { viewport });
    somebody.finger = 44;
    const { page } = somebody;
    await page.goto(`${server.origin}/staff/log-in`);
    await look(somebody, `account-${screen}-log-in`);
    await somebody.leave(() => page.click("main a[href$='forgotten']"));
    await look(somebody, `account-${screen}-forgotten`);
    await page.fill("#email", "ingen@invented.example");
    await press(somebody, "main form");
    await page.waitForSelector("text=Se i din indbakke");
    await look(somebody, `account-${screen}-forgotten-asked`);
    await somebody.depart();
  });
}
