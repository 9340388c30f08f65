// A resident with a phone of their own: what they do on the pages, and what their browser notices meanwhile.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const PICTURES = fileURLToPath(new URL("pictures/", import.meta.url));

/** Far more than any test takes, so that one that hangs is told from one that is slow. */
export const PATIENCE = { timeout: 240_000 };

/** One browser for a file of tests. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_BIN ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

export class Resident {
  /** `scripts` says whether the phone runs scripts; everything else is as Playwright has it. */
  static async arrive(browser, server, { scripts = true, ...options } = {}) {
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      deviceScaleFactor: 2,
      hasTouch: true,
      javaScriptEnabled: scripts,
      locale: "da-DK",
      ...options,
    });
    const resident = new Resident(context, server);
    await resident.openPage();
    return resident;
  }

  constructor(context, server) {
    this.context = context;
    this.server = server;
    this.complaints = [];
    /** How many pixels high the smallest thing to press has to be. */
    this.finger = 48;
  }

  /** Opens a new page on the same phone, which has the same cookie. */
  async openPage() {
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(10_000);
    this.page.on("pageerror", (error) => this.complaints.push(String(error)));
    this.page.on("request", (request) => {
      if (!request.url().startsWith(`${this.server.origin}/`)) this.complaints.push(`asked ${request.url()}`);
    });
    this.page.on("console", (message) => {
      // A browser also reports that a page with mistakes was answered with 422, as it should be.
      const isExpected = message.text().includes("status of 422") || message.text().includes("ERR_INTERNET_DISCONNECTED");
      if (message.type() === "error" && !isExpected) this.complaints.push(message.text());
    });
  }

  async begin(language) {
    await this.page.goto(this.server.link);
    await this.page.click(`a[hreflang=${language}]`);
    await this.leave(() => this.page.click("main form button"));
  }

  /** The end of the address: which page one is on. */
  get at() {
    return new URL(this.page.url()).pathname.split("/").slice(4).join("/");
  }

  async choose(...values) {
    for (const value of values) await this.page.click(`label:has([value="${value}"])`);
  }

  press(step) {
    return this.leave(() => this.page.click(`button[value="${step}"]`));
  }

  /** Does something that leads to another page. */
  async leave(act) {
    const before = this.page.url();
    await Promise.all([this.page.waitForURL((url) => url.href !== before), act()]);
    await this.page.waitForLoadState();
  }

  /** Presses "next" with a mistake on the page, and waits for what is said about it. */
  async stumble() {
    await this.page.click('button[value="next"]');
    await this.page.waitForSelector("#problems");
    await this.page.waitForLoadState();
  }

  /** Goes from page to page until `end`: answers as `answers` says, what it does not mention is skipped or read. */
  async goOnTo(end, answers = {}) {
    for (let pages = 0; this.at !== end; pages += 1) {
      assert.ok(pages < 60, `${end} does not come; the last page is ${this.at}`);
      const page = this.at.replace("q/", "");
      if (answers[page]) {
        await this.choose(...answers[page]);
        await this.press("next");
      } else {
        const canSkip = await this.page.locator('button[value="skip"]').count();
        await this.press(canSkip ? "skip" : "next");
      }
    }
  }

  async picture(name) {
    await mkdir(PICTURES, { recursive: true });
    await this.page.screenshot({ path: `${PICTURES}${name}.png`, fullPage: true });
  }

  /** Leaves, having had nothing to complain about. */
  async depart() {
    await this.context.close();
    assert.deepEqual(this.complaints, []);
  }
}
