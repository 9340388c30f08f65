// A phone that has answered is thanked and not asked again; a phone beside it is.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look, lookWithoutScripts } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";

for (const scripts of [true, false]) {
  test(`a phone answers once ${scripts ? "with" : "without"} scripts, and the next one is asked`, PATIENCE, async () => {
    const resident = await Resident.arrive(browser, server, { scripts });
    await resident.begin("ar");
    await resident.goOnTo("review", { area: ["ringparken"] });
    await resident.leave(() => resident.page.click("main form button"));
    assert.equal(resident.at, "thanks");
    for (const language of ["ar", "da"]) {
      await resident.page.goto(server.link);
      await resident.leave(() => resident.page.click(`a[hreflang=${language}]`));
      assert.equal(await resident.page.locator("main form").count(), 0);
      if (scripts) await look(resident, `answered-${language}`);
      else await lookWithoutScripts(browser, resident, `answered-${language}`);
    }
    await resident.depart();
    const other = await Resident.arrive(browser, server, { scripts });
    await other.begin("da");
    assert.equal(other.at, "q/area");
    await other.depart();
  });
}
