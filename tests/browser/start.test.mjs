// The first page of those who work here: what waits is said, and one tap leads to it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";

for (const [screen, viewport] of Object.entries(SCREENS)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`what waits can be read on a ${screen} and leads to where it is done, ${colorScheme}`, PATIENCE, async () => {
      const staff = await logIn(browser, server, { viewport, colorScheme });
      await look(staff, `start-${screen}-${colorScheme}`);
      const [words, ...others] = await staff.page.locator(".rows a[href^='/staff/findings?']").allTextContents();
      assert.ok(others.length > 0, words);
      await staff.leave(() => staff.page.locator(".rows a[href^='/staff/findings?']").first().click());
      assert.ok((await staff.page.locator(".findings > li").count()) > 0, words);
      await staff.depart();
    });
  }
}
