// Every kind of page, in two directions of reading, with and without scripts: usable by everybody, light, and still.

import assert from "node:assert/strict";
import { get } from "node:http";
import { test } from "node:test";

import { checkWithAxe, misfits, still } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";

/** The pages that matter most, one after the other. */
async function visitAll(resident, language, look) {
  const { page } = resident;
  await page.goto(server.link);
  await look("language");
  await page.click(`a[hreflang=${language}]`);
  await look("intro");
  await resident.leave(() => page.click("main form button"));
  await look("question");
  await resident.stumble();
  await look("missing");
  await resident.choose("ringparken");
  await resident.press("next");
  await resident.goOnTo("q/safety/unsafe/where", { "safety/felt_unsafe": ["yes"] });
  await resident.choose("paths", "dont_know");
  await resident.stumble();
  await look("error");
  await resident.choose("dont_know");
  await resident.press("next");
  await resident.goOnTo("q/children/leisure", { "children/children_home": ["yes"] });
  await look("list");
  await resident.goOnTo("q/ideas");
  await look("text");
  await resident.goOnTo("q/who5/items/support", { "who5/take": ["yes"] });
  await look("note");
  await resident.goOnTo("review");
  await look("review");
  await resident.leave(() => page.click(".exit"));
  await look("clear");
  await resident.leave(() => page.click("a.button"));
  await resident.goOnTo("review");
  await resident.leave(() => page.click("main form button"));
  await look("thanks");
}

/** How much of the page moved after it was there (layout shift), since it was opened. */
function movement(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        let moved = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) moved += entry.value;
        });
        observer.observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(moved)));
      }),
  );
}

for (const language of ["da", "ar"]) {
  for (const scripts of [true, false]) {
    test(`axe finds nothing in ${language}, ${scripts ? "with" : "without"} scripts`, PATIENCE, async () => {
      const resident = await Resident.arrive(browser, server, { scripts });
      await visitAll(resident, language, async (name) => {
        const page = scripts ? resident.page : await still(browser, resident);
        if (scripts) assert.equal(await movement(page), 0, `${name} moves`);
        await checkWithAxe(page, name);
        assert.deepEqual(await misfits(page, resident.finger), [], name);
        assert.equal(await page.evaluate(() => document.fonts.size), 0, "a font was loaded");
        if (scripts) await resident.picture(`${language}-${name}`);
        else await page.context().close();
      });
      await resident.depart();
    });
  }
}

test("dark pages have enough contrast, too", PATIENCE, async () => {
  const resident = await Resident.arrive(browser, server, { colorScheme: "dark" });
  await visitAll(resident, "da", async (name) => {
    await checkWithAxe(resident.page, name);
    await resident.picture(`dark-${name}`);
  });
  await resident.depart();
});

test("nothing is lost on the smallest screen, nor with letters twice as large", PATIENCE, async () => {
  for (const [name, width, size] of [["small", 320, "112.5%"], ["large", 360, "225%"]]) {
    const resident = await Resident.arrive(browser, server, { viewport: { width, height: 640 } });
    await visitAll(resident, "so", async (which) => {
      await resident.page.evaluate((size) => document.documentElement.style.setProperty("font-size", size), size);
      assert.deepEqual(await misfits(resident.page, resident.finger), [], `${name} ${which}`);
      await resident.picture(`${name}-${which}`);
    });
    await resident.depart();
  }
});

/** Bytes of a response on the line, squeezed with gzip. */
function weigh(path, cookie) {
  return new Promise((resolve, reject) => {
    const headers = { "accept-encoding": "gzip", cookie };
    get(server.origin + path, { headers }, (response) => {
      let bytes = 0;
      response.on("data", (chunk) => (bytes += chunk.length));
      response.on("end", () => resolve({ bytes, response }));
    }).on("error", reject);
  });
}

test("a question page weighs little, and what does not change is fetched once", PATIENCE, async (context) => {
  const resident = await Resident.arrive(browser, server);
  await resident.begin("ar");
  await resident.choose("ringparken");
  await resident.press("next");
  await resident.goOnTo("q/safety/unsafe/why", { "safety/felt_unsafe": ["yes"] });
  const [{ name, value }] = await resident.context.cookies();
  const addresses = await resident.page.evaluate(() => ({
    html: location.pathname,
    css: document.querySelector("link[rel=stylesheet]").getAttribute("href"),
    script: document.querySelector("script").getAttribute("src"),
  }));
  const weights = {};
  for (const [kind, address] of Object.entries(addresses)) {
    const { bytes, response } = await weigh(address, `${name}=${value}`);
    assert.equal(response.statusCode, 200, address);
    weights[kind] = bytes;
    if (kind === "html") {
      assert.equal(response.headers["cache-control"], "no-store");
    } else {
      assert.match(response.headers["cache-control"], /immutable/);
      assert.match(response.headers.etag, /^(W\/)?"[0-9a-f]+"$/);
    }
  }
  context.diagnostic(`bytes with gzip: ${JSON.stringify(weights)}`);
  assert.ok(weights.html + weights.css <= 20 * 1024, JSON.stringify(weights));
  assert.ok(weights.script <= 5 * 1024, JSON.stringify(weights));
  await resident.depart();
});
