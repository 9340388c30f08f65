// What a file of tests plays on: one browser and one running demonstration, from before its first test until after its last.
// Who imports it has both; every file runs in a process of its own.

import { after, before } from "node:test";

import { launch } from "./resident.mjs";
import { start } from "./server.mjs";

export let browser;
export let server;

before(async () => {
  [browser, server] = await Promise.all([launch(), start()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});
