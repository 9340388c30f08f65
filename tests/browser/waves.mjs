// Waves as staff set them up, for tests of what comes after.

import { server } from "./stage.mjs";

/** Sets up a wave of a form on the page for it, and gives its address. */
export async function setUp(staff, access, form = "tryghed") {
  const { page } = staff;
  await page.goto(`${server.origin}/staff/waves`);
  await staff.leave(() => page.click("text=Sæt en måling op"));
  await page.fill("#name", `Opdigtet måling (${access})`);
  const survey = page.locator(`#form option[value^=${form}]`).first();
  await page.selectOption("#form", await survey.getAttribute("value"));
  if (!(await page.locator("[name=areas]:checked").count())) await page.locator("label:has([name=areas])").first().click();
  await page.click(`label:has([value=${access}])`);
  await page.fill("#target", "40");
  await staff.leave(() => page.click("main form button"));
  return page.url();
}

/** Opens it at once, and gives the link, if everybody has the same. */
export async function openNow(staff) {
  await staff.page.click("summary:text('Åbn nu')");
  await Promise.all([staff.page.waitForEvent("domcontentloaded"), staff.page.click("button:text('Åbn nu')")]);
  const link = staff.page.locator("main a[href*='/s/']");
  return (await link.count()) ? link.getAttribute("href") : null;
}
